import { type Context, emptyProfile, factsOf, publish, reduceProfile } from '@aisle/engine';
import type { AisleEvent, Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';
import { type Known, knownFacts } from '../../../../packages/cli/src/check/known-facts.js';
import { errorsOf, slotsOf } from './checked.js';

const parts = {
  aggregates: [{ id: 'views', event: 'view_item', fn: 'count' as const }],
  scores: [{ id: 'intent', title: 'Intent', rules: [{ event: 'view_item', points: 1 }] }],
};
// Some facts are kept only for a playbook that asks for them.
const asking = ['session.entry', 'session.referrer', 'session.dwellSeconds', 'session.scrollPercent'].concat(
  ['source', 'medium', 'campaign', 'term', 'content', 'id'].map((word) => `campaign.${word}`),
);
const playbook: Playbook = {
  v: 1,
  version: '1',
  ...parts,
  slots: slotsOf(
    Object.fromEntries([['when', Object.fromEntries(asking.map((fact) => [fact, 1]))]]),
  ) as Playbook['slots'],
};
const context: Context = {
  nowMs: 1,
  page: {
    ...{ path: '/', type: 'home', itemId: 'A1', category: 'Knives', referrer: '', language: 'en' },
  },
  consent: { personalization: 'granted' },
  device: { touch: true, width: 400 },
  ...{ locale: 'de-AT', region: 'AT', currency: 'EUR', predictions: { churn: 1 } },
};
const event: AisleEvent = {
  ...{ v: 1, id: 'event-01', name: 'view_item', atMs: 1, seq: 0, offsetMs: 0, sessionId: 'session-1' },
  params: { items: [{ item_id: 'A1', item_category: 'Knives', item_brand: 'Nord', price: 5 }] },
  consent: { purposes: ['personalization'] },
};
const published = publish(playbook);
const facts = factsOf(reduceProfile(emptyProfile, event, published.accumulators), context, published);

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const pathsIn = (branch: object, before: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(branch).flatMap(([name, value]) =>
    isBranch(value) ? pathsIn(value, [...before, name]) : [[...before, name]],
  );

it('takes every fact that the engine knows', async () => {
  const paths = pathsIn(facts);
  expect(paths.length).toBeGreaterThan(50);
  const when = { $and: paths.map((path) => ({ [path.join('.')]: { $exists: true } })) };
  expect(await errorsOf({ ...parts, slots: slotsOf({ when }) })).toEqual([]);
});

it('knows no fact that the engine does not', () => {
  const leavesOf = (known: Known, before: readonly string[]): readonly (readonly string[])[] =>
    typeof known === 'string'
      ? [before]
      : Object.entries(known).flatMap(([name, inner]) => leavesOf(inner, [...before, name]));
  const has = (path: readonly string[]): boolean => {
    let value: unknown = facts;
    return path.every((name) => {
      if (!isBranch(value) || !(name in value)) return false;
      value = Reflect.get(value, name);
      return true;
    });
  };
  // Consent is there purpose by purpose, as far as anybody asked.
  const unknown = leavesOf(knownFacts(playbook), []).filter((path) => path[0] !== 'consent' && !has(path));
  expect(unknown).toEqual([]);
});
