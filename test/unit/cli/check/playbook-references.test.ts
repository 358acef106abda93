import { readFileSync } from 'node:fs';
import { publish } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';
import { brokenReferences } from '../../../../packages/cli/src/check/playbook-references.js';

const sound: Playbook = {
  v: 1,
  version: '1',
  segments: [{ id: 'regular', title: 'Regular', when: { 'orders.count': { $gte: 1 } } }],
  recommenders: [
    { id: 'best', strategy: 'popular' },
    { id: 'seen', strategy: 'recently-viewed', fallback: 'best' },
  ],
  slots: [
    { id: 'hero', candidates: [{ id: 'a' }] },
    { id: 'row', candidates: [{ id: 'a', recommend: { recommender: 'seen' } }] },
  ],
};
const saidOf = (change: Partial<Playbook>): readonly string[] =>
  brokenReferences({ ...sound, ...change }).map(({ field, message }) => `${field}: ${message}`);

it('finds nothing in a playbook that holds together', () => {
  expect(saidOf({})).toEqual([]);
  expect(saidOf({ segments: undefined, recommenders: undefined, slots: undefined })).toEqual([]);
});

it('finds nothing in the playbook of the demo shop', () => {
  const rules = readFileSync(new URL('../../../../examples/storefront/rules.json', import.meta.url), 'utf8');
  expect(brokenReferences({ v: 1, version: '1', ...(JSON.parse(rules) as object) })).toEqual([]);
});

it('names a recommender that is not there, and those that are', () => {
  const slots = [{ id: 'row', candidates: [{ id: 'a' }, { id: 'b', recommend: { recommender: 'sene' } }] }];
  expect(saidOf({ slots })).toEqual(['slots[0].candidates[1].recommend.recommender: there is no recommender sene']);
  expect(brokenReferences({ ...sound, slots })[0]?.fix).toBe('name one of best, seen, or add sene to recommenders');
});

it('names a fallback that is not there, and one that is the recommender itself', () => {
  const recommenders = [
    { id: 'best', strategy: 'popular', fallback: 'absent' },
    { id: 'seen', strategy: 'recently-viewed', fallback: 'seen' },
  ];
  expect(saidOf({ recommenders })).toEqual([
    'recommenders[0].fallback: there is no recommender absent',
    'recommenders[1].fallback: seen falls back to itself',
  ]);
});

it('names each id that comes twice, but not the same candidate id in two slots', () => {
  const { segments = [], recommenders = [], slots = [] } = sound;
  const twice = {
    segments: [...segments, ...segments],
    recommenders: [...recommenders, { id: 'best', strategy: 'popular' }],
    slots: [...slots, { id: 'hero', candidates: [{ id: 'x' }, { id: 'y' }, { id: 'x' }] }],
  };
  expect(saidOf(twice)).toEqual([
    'segments[1].id: regular is the id of segments[0] already',
    'recommenders[2].id: best is the id of recommenders[0] already',
    'slots[2].id: hero is the id of slots[0] already',
    'slots[2].candidates[2].id: x is the id of slots[2].candidates[0] already',
  ]);
});

it('names operators that nobody knows, in segments and candidates, also in a published playbook', () => {
  const when = { 'page.path': { $like: 'x' } };
  const playbook = {
    ...sound,
    segments: [{ id: 'odd', title: 'Odd', when }],
    slots: [{ id: 'hero', candidates: [{ id: 'a', when }] }],
  };
  const fields = ['segments[0].when', 'slots[0].candidates[0].when'];
  expect(brokenReferences(playbook).map(({ field }) => field)).toEqual(fields);
  expect(brokenReferences(publish(playbook)).map(({ field }) => field)).toEqual(fields);
});
