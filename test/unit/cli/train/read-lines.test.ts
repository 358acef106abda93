import { PassThrough } from 'node:stream';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSessionCollector } from '@aisle/trainer';
import { expect, it } from 'vitest';
import { readLines } from '../../../../packages/cli/src/train/read-lines.js';
import { temporaryFolder } from '../temporary-folder.js';
import { boughtEvents } from './bought-events.js';

const stream = new PassThrough() as unknown as NodeJS.WriteStream;
const stop = new AbortController().signal;

it('reads no line again that an earlier run has read', async () => {
  const path = join(temporaryFolder(), 'events.ndjson');
  const events = boughtEvents(40);
  const earlier = createSessionCollector();
  for (const event of events.slice(0, 50)) earlier.add(event);
  const kept = { lines: 50, part: earlier.takePart() };
  const text = events.map((event, at) => (at > 0 && at < 50 ? 'this line is no event' : JSON.stringify(event)));
  writeFileSync(path, text.join('\n'));
  async function* parts() {
    yield kept;
  }
  const { sessions } = await readLines({ path, stream, stop, work: { parts, keepPart: async () => undefined } });
  const whole = createSessionCollector();
  for (const event of events) whole.add(event);
  expect([...sessions]).toEqual([...whole.sessions()]);
});
