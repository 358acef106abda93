import { expect, it } from 'vitest';
import { append } from '../../../../packages/browser/src/log/append.js';
import { type Admitted, emptyHead } from '../../../../packages/browser/src/log/head.js';
import { createMemoryEventLog } from '../../../../packages/browser/src/log/memory-event-log.js';
import { eventLogContract } from '../../../contract/event-log.js';
import { createNewId } from '../../../helpers/new-ids.js';

it.each(Object.entries(eventLogContract))('%s', async (_title, proof) => {
  await proof(createMemoryEventLog());
});

const draft: Admitted = {
  id: 'event-01',
  name: 'view_item',
  params: { items: [{ item_id: 'A' }] },
  atMs: 1_000,
  offsetMs: 0,
  traffic: undefined,
  granted: ['personalization', 'measurement'],
  late: false,
};
const placing = { visitorId: 'visitor-1', accumulators: [], newId: createNewId() };

it('takes the events of a flush that the page’s head counts in already, and counts them once', async () => {
  const flush = { id: 'flush-1', drafts: [draft] };
  const { head } = append(emptyHead, flush, placing);
  const log = createMemoryEventLog(head);
  await log.append((at) => append(at, flush, placing));
  await log.append((at) => append(at, flush, placing));
  const stored = await log.stored();
  expect(stored.outbox.map(({ id }) => id)).toEqual(['event-01']);
  expect(stored.head.profile.counts).toEqual({ view_item: 1 });
});
