import { it } from 'vitest';
import { createMemoryEventLog } from '../../../../packages/browser/src/log/memory-event-log.js';
import { eventLogContract } from '../../../contract/event-log.js';

it.each(Object.entries(eventLogContract))('%s', async (_title, proof) => {
  await proof(createMemoryEventLog());
});
