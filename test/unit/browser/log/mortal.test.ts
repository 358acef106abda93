import { expect, it } from 'vitest';
import type { Admitted, Flush, Proven } from '../../../../packages/browser/src/log/head.js';
import { createMortal } from '../../../../packages/browser/src/log/mortal.js';
import { createNewId } from '../../../helpers/new-ids.js';

const draft = (id: string, name = 'view_item', chars = 1): Admitted => ({
  id,
  name,
  params: { items: [{ item_id: 'x'.repeat(chars) }] },
  atMs: 1_000,
  offsetMs: 0,
  traffic: undefined,
  granted: ['measurement'],
  late: false,
});
const filled = (flushes: readonly Flush[]) => {
  const mortal = createMortal(createNewId());
  flushes.forEach(mortal.add);
  return mortal;
};
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `event-${index}`);
const idsIn = (flushes: readonly Flush[]) => flushes.flatMap(({ drafts }) => drafts.map(({ id }) => id));

it('keeps every event of a long page, in few flushes, in order', () => {
  const flushes = filled(ids(1_000).map((id) => ({ id, drafts: [draft(id)] }))).flushes();
  expect(idsIn(flushes)).toEqual(ids(1_000));
  expect(flushes.length).toBeLessThan(110);
});

it('joins by a new id: what has one of the old is left out where that is known', () => {
  const flushes = filled(ids(101).map((id) => ({ id, drafts: [draft(id)] }))).flushes();
  expect(flushes).toHaveLength(1);
  expect(ids(101)).not.toContain(flushes[0]?.id);
});

it('joins nothing that rests on another consent', () => {
  const record: Proven = {
    id: 'record',
    atMs: 1_000,
    before: null,
    after: {
      necessary: 'granted',
      personalization: 'denied',
      measurement: 'granted',
      marketing: 'denied',
      sharing: 'denied',
    },
    region: 'opt-in',
    gpc: false,
  };
  const flushes = ids(150).map((id, index) => ({
    id,
    drafts: [draft(id)],
    record: { ...record, id: index < 75 ? 'one' : 'two' },
  }));
  const joined = filled(flushes).flushes();
  expect(idsIn(joined.filter((flush) => flush.record?.id === 'one'))).toEqual(ids(75));
});

it('gives up the oldest of very much, what is urgent last, and counts it until a batch has told it', () => {
  const events = [draft('bought', 'purchase'), ...ids(149).map((id) => draft(id, 'view_item', 60_000))];
  const mortal = filled(events.map((one) => ({ id: `flush-${one.id}`, drafts: [one] })));
  const left = idsIn(mortal.flushes());
  expect(left[0]).toBe('bought');
  expect(left.at(-1)).toBe('event-148');
  const lost = (): number => mortal.flushes().reduce((sum, flush) => sum + (flush.lost ?? 0), 0);
  expect(lost()).toBe(150 - left.length);
  mortal.settled(new Set(['bought']));
  expect(lost()).toBe(0);
});
