import { expect, it } from 'vitest';
import { errorsOf, slotsOf } from './checked.js';

const segment = (id: string, more: object = {}) => ({ id, title: 'S', when: { 'cart.lines': 1 }, ...more });
const recommenders = [
  { id: 'best', strategy: 'popular' },
  { id: 'seen', strategy: 'recently-viewed', fallback: 'best' },
];
const experiments = [
  { id: 'ab', variations: [{ id: 'control' }, { id: 'new' }] },
  {
    id: 'many',
    factors: [
      { id: 'colour', levels: ['red', 'blue'] },
      { id: 'size', levels: ['s', 'l'] },
    ],
  },
];
const inArm = (experiment: object) => ({ experiments, slots: slotsOf({ experiment }) });

it('takes names that are there', async () => {
  const parts = {
    recommenders,
    experiments,
    campaigns: [{ id: 'winter' }],
    segments: [segment('big'), segment('bigger', { parent: 'big' })],
    slots: slotsOf(
      { recommend: { recommender: 'seen' }, campaign: 'winter' },
      { experiment: { id: 'ab', variation: 'new' } },
      { experiment: { id: 'many', levels: { colour: 'red' } } },
      { experiment: { id: 'ab' } },
    ),
  };
  expect(await errorsOf(parts)).toEqual([]);
});

it.each([
  ['a recommender of what to fetch ahead', { recommenders, prefetch: { recommender: 'sene' } }, 'prefetch.recommender'],
  [
    'a recommender',
    { recommenders, slots: slotsOf({ recommend: { recommender: 'sene' } }) },
    'slots[0].candidates[0].recommend.recommender: there is no recommender sene. Fix: name one of best, seen, or add sene to recommenders',
  ],
  [
    'a fallback',
    { recommenders: [{ id: 'a', strategy: 'popular', fallback: 'b' }] },
    'recommenders[0].fallback: there is no recommender b',
  ],
  [
    'a fallback that is itself',
    { recommenders: [{ id: 'a', strategy: 'popular', fallback: 'a' }] },
    'recommenders[0].fallback: a falls back to itself',
  ],
  [
    'a campaign',
    { slots: slotsOf({ campaign: 'winter' }) },
    'slots[0].candidates[0].campaign: there is no campaign winter. Fix: add winter to campaigns',
  ],
  [
    'an experiment',
    { slots: slotsOf({ experiment: { id: 'ab' } }) },
    'slots[0].candidates[0].experiment.id: there is no experiment ab',
  ],
  [
    'a variation',
    inArm({ id: 'ab', variation: 'neu' }),
    'slots[0].candidates[0].experiment.variation: experiment ab has no variation neu. Fix: write one of control, new',
  ],
  [
    'a factor',
    inArm({ id: 'many', levels: { shape: 'round' } }),
    'experiment.levels.shape: experiment many has no factor shape. Fix: name one of colour, size',
  ],
  [
    'a factor of an experiment without any',
    inArm({ id: 'ab', levels: { colour: 'red' } }),
    'experiment ab has no factor colour. Fix: name a variation instead',
  ],
  [
    'a level',
    inArm({ id: 'many', levels: { colour: 'green' } }),
    'experiment.levels.colour: factor colour has no level green. Fix: write one of red, blue',
  ],
  ['a parent', { segments: [segment('a', { parent: 'b' })] }, 'segments[0].parent: there is no segment b'],
  [
    'a parent that is itself',
    { segments: [segment('a', { parent: 'a' })] },
    'segments[0].parent: a is the segment itself',
  ],
  [
    'a parent that stands further down',
    { segments: [segment('a', { parent: 'b' }), segment('b')] },
    'segments[0].parent: b stands further down: it is not decided yet. Fix: move segments[1] before this one',
  ],
])('refuses the name of %s that is not there', async (_, parts, expected) => {
  const errors = await errorsOf(parts);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(expected);
});
