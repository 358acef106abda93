import { createRecommender } from '@aisle/engine';
import { trainTogether, trainTogetherModel, type SessionEvent } from '@aisle/trainer';
import { neighboursManifestSchema, problemsOf } from '@aisle/schema';
import { expect, it } from 'vitest';

/** Orders as one reads them: `'pan lid'`. */
const ordersOf = (...orders: readonly string[]): SessionEvent[][] =>
  orders.map((ids) => ids.split(' ').map((itemId) => ({ itemId, type: 'purchase' })));

const others = ['tent peg', 'tent peg', 'boot lace', 'boot lace'];
const together = (sessions: readonly SessionEvent[][], ids: string, options = {}) =>
  createRecommender(trainTogether(sessions, options)).recommend(ids.split(' '), { excludeSeen: true });

it('pairs what was bought in one session, whatever stood first', () => {
  const sessions = ordersOf('pan lid', 'lid pan', ...others);
  expect([together(sessions, 'pan'), together(sessions, 'lid')]).toEqual([['lid'], ['pan']]);
});

it('learns nothing from what was only looked at', () => {
  const looked = { itemId: 'lid', type: 'view_item' };
  const sessions = [...ordersOf('pan', 'pan', ...others)].map((session) => [...session, looked]);
  expect(together(sessions, 'pan')).toEqual([]);
});

it('answers nothing where nothing was bought together, not what is popular', () => {
  expect(together(ordersOf('pan lid', 'pan lid', ...others), 'unknown')).toEqual([]);
});

it("shows nobody's own order: one session is below the floor, however often it ordered", () => {
  const twice = ordersOf('pan secret', 'pan secret').flat();
  const sessions = [twice, ...ordersOf(...others)];
  expect([together(sessions, 'pan'), together(sessions, 'pan', { floor: 1 })]).toEqual([[], ['secret']]);
});

it('takes no bestseller for a companion: a pair counts beyond what chance lets expect', () => {
  const bags = Array.from({ length: 40 }, (_, at) => `bag thing-${at % 8}`);
  const sessions = ordersOf(...bags, 'bag pan lid', 'bag pan lid', 'bag pan', 'bag lid', 'tent peg', 'tent peg');
  expect(together(sessions, 'pan')[0]).toBe('lid');
  expect(together(sessions, 'pan')).not.toContain('bag');
});

it('prefers a pair that was seen often to one that two orders had', () => {
  const sessions = ordersOf(
    ...Array.from({ length: 12 }, () => 'pan lid'),
    'pan rare',
    'pan rare',
    ...others,
    ...others,
    ...others,
  );
  expect(together(sessions, 'pan')).toEqual(['lid', 'rare']);
});

it('gives the same bytes for the same orders', () => {
  const sessions = ordersOf('pan lid', 'lid pan', ...others);
  expect(trainTogether(structuredClone(sessions))).toEqual(trainTogether(sessions));
});

it('says in its manifest how well it foretells the rest of the last orders', () => {
  const orders = Array.from({ length: 60 }, (_, at) => ['pan lid', 'tent peg', 'boot lace'][at % 3] ?? '');
  const manifest = trainTogetherModel(ordersOf(...orders))?.manifest;
  expect(problemsOf(neighboursManifestSchema, manifest)).toEqual([]);
  expect(manifest).toMatchObject({
    kind: 'together',
    trainedOn: { sessions: 60 },
    metrics: { predictions: 3, hitRate: 1 },
  });
});
