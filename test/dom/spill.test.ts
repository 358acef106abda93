// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import type { Flush } from '../../packages/browser/src/log/head.js';
import { createQuickStore } from '../../packages/browser/src/log/quick-store.js';
import { recover } from '../../packages/browser/src/log/recovery.js';
import { spillInto } from '../../packages/browser/src/log/spill.js';

const draft = (id: string, chars: number, name = 'view_item'): Flush['drafts'][number] => ({
  id,
  name,
  params: { items: [{ item_id: 'A', item_name: 'x'.repeat(chars) }] },
  atMs: 1_000,
  offsetMs: 0,
  traffic: undefined,
  granted: ['measurement'],
  late: false,
});
const found = (): readonly Flush[] => recover('demo', [], (flush) => [flush]).flushes;
const idsIn = (flushes: readonly Flush[]) => flushes.map(({ drafts }) => drafts.map(({ id }) => id));

beforeEach(() => localStorage.clear());

it('spills what is urgent first, then the newest, in order, and counts what is left out', () => {
  const flushes: readonly Flush[] = [
    { id: 'one', drafts: [draft('a', 400_000), draft('b', 400_000, 'purchase'), draft('c', 400_000)] },
    { id: 'two', drafts: [draft('d', 400_000), draft('e', 400_000), draft('f', 2_000_000)] },
  ];
  expect(spillInto(createQuickStore('demo'), flushes)).toBe(false);
  expect(idsIn(found())).toEqual([['b'], ['d', 'e']]);
  expect(found().map(({ lost }) => lost ?? 0)).toEqual([0, 3]);
});

it('says that all is safe only when nothing is left out', () => {
  const flushes: readonly Flush[] = [{ id: 'one', drafts: [draft('a', 1_000)] }];
  expect(spillInto(createQuickStore('demo'), flushes)).toBe(true);
  expect(found()).toEqual(flushes);
});

it('counts none of what may not be measured', () => {
  const personal = { ...draft('b', 1_000_000), granted: ['personalization'] as const };
  const flushes: readonly Flush[] = [{ id: 'one', drafts: [personal, draft('a', 1_000_000)] }];
  spillInto(createQuickStore('demo'), flushes);
  expect(found().map(({ lost }) => lost)).toEqual([0]);
});

it('goes on adding to what was lost before', () => {
  const drafts = [draft('a', 1_000_000), draft('b', 1_000_000)];
  spillInto(createQuickStore('demo'), [{ id: 'one', drafts, lost: 3 }]);
  expect(found().map(({ lost }) => lost)).toEqual([4]);
});
