import * as z from 'zod/mini';
import { batchSchema } from './batch.js';
import { eventSchema } from './event.js';
import { playbookSchema } from './playbook/playbook.js';
import { visitorEndSchema, visitorSchema } from './visitor.js';
import { withdrawalSchema } from './withdrawal.js';

/** JSON Schemas (2020-12) made from the zod schemas, for the server's compiled validators. Unknown fields stay allowed. */
export const jsonSchemas = () => ({
  event: z.toJSONSchema(eventSchema, { io: 'input' }),
  batch: z.toJSONSchema(batchSchema, { io: 'input' }),
  playbook: z.toJSONSchema(playbookSchema, { io: 'input' }),
  visitor: z.toJSONSchema(visitorSchema, { io: 'input' }),
  visitorEnd: z.toJSONSchema(visitorEndSchema, { io: 'input' }),
  withdrawal: z.toJSONSchema(withdrawalSchema, { io: 'input' }),
});
