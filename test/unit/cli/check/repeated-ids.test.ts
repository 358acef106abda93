import { expect, it } from 'vitest';
import { errorsOf, slotsOf } from './checked.js';

const count = (id: string) => ({ id, event: 'view_item', fn: 'count' });
const sequence = (id: string) => ({ id, steps: [{ event: 'a' }, { event: 'b' }], within: { days: 1 } });
const score = (id: string) => ({ id, title: 'S', rules: [{ event: 'a', points: 1 }] });
const segment = (id: string) => ({ id, title: 'S', when: {} });
const test = (id: string, arms: readonly string[] = ['a', 'b']) => ({
  id,
  variations: arms.map((arm) => ({ id: arm })),
});

it.each([
  ['aggregates', { aggregates: [count('x'), count('x')] }, 'aggregates[1].id: x is the id of aggregates[0] already'],
  [
    'an aggregate and a sequence',
    { aggregates: [count('x')], sequences: [sequence('x')] },
    'sequences[0].id: x is the id of aggregates[0] already',
  ],
  ['scores', { scores: [score('x'), score('x')] }, 'scores[1].id: x is the id of scores[0] already'],
  ['segments', { segments: [segment('x'), segment('x')] }, 'segments[1].id: x is the id of segments[0] already'],
  [
    'stages',
    {
      journey: {
        stages: [
          { id: 'lapsed', when: {} },
          { id: 'lapsed', when: {} },
        ],
      },
    },
    'journey.stages[1].id: lapsed is the id of journey.stages[0] already',
  ],
  ['experiments', { experiments: [test('x'), test('x')] }, 'experiments[1].id: x is the id of experiments[0] already'],
  [
    'variations',
    { experiments: [test('x', ['a', 'b', 'a'])] },
    'experiments[0].variations[2].id: a is the id of experiments[0].variations[0] already',
  ],
  [
    'factors',
    {
      experiments: [
        {
          id: 'x',
          factors: [
            { id: 'f', levels: ['a', 'b'] },
            { id: 'f', levels: ['a', 'b'] },
          ],
        },
      ],
    },
    'experiments[0].factors[1].id: f is the id of experiments[0].factors[0] already',
  ],
  [
    'levels',
    { experiments: [{ id: 'x', factors: [{ id: 'f', levels: ['a', 'a'] }] }] },
    'experiments[0].factors[0].levels[1]: a is experiments[0].factors[0].levels[0] already',
  ],
  ['campaigns', { campaigns: [{ id: 'x' }, { id: 'x' }] }, 'campaigns[1].id: x is the id of campaigns[0] already'],
  [
    'recommenders',
    {
      recommenders: [
        { id: 'x', strategy: 'popular' },
        { id: 'x', strategy: 'popular' },
      ],
    },
    'recommenders[1].id: x is the id of recommenders[0] already',
  ],
  ['slots', { slots: [...slotsOf({}), ...slotsOf({})] }, 'slots[1].id: hero is the id of slots[0] already'],
  [
    'candidates of a slot',
    { slots: slotsOf({ id: 'x' }, { id: 'x' }) },
    'slots[0].candidates[1].id: x is the id of slots[0].candidates[0] already',
  ],
])('refuses two %s with one id', async (_, parts, expected) => {
  const errors = await errorsOf(parts);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(expected);
});

it('takes one id for an aggregate, a score, a segment and candidates of two slots', async () => {
  const slots = [...slotsOf({ id: 'x' }), { id: 'row', candidates: [{ id: 'x' }] }];
  expect(await errorsOf({ aggregates: [count('x')], scores: [score('x')], segments: [segment('x')], slots })).toEqual(
    [],
  );
});
