import { expect, it } from 'vitest';
import { errorsOf } from './checked.js';

const variations = [{ id: 'a' }, { id: 'b' }];
const levels = Array.from({ length: 10 }, (_, at) => `l${at}`);
const factors = ['x', 'y', 'z'].map((id) => ({ id, levels }));
const one = (more: object) => ({ experiments: [{ id: 'ab', variations, ...more }] });
const bandit = (weights: readonly number[]) => ({ weights, updatedAt: '2026-11-20' });
const part = (id: string, [from, to]: readonly [number, number], more: object = {}) => ({
  id,
  variations,
  namespace: { id: 'line', from, to },
  ...more,
});

it.each([
  [
    'the name of the holdout',
    { experiments: [{ id: 'holdout', variations }] },
    'experiments[0].id: holdout is the name of the holdout. Fix: give it another id',
  ],
  [
    'both variations and factors',
    one({ factors: [{ id: 'f', levels: ['a', 'b'] }] }),
    'experiments[0]: ab has variations and factors. Fix: take one of the two out',
  ],
  [
    'neither of the two',
    { experiments: [{ id: 'ab' }] },
    'experiments[0]: ab has neither variations nor factors. Fix: add variations',
  ],
  [
    'more combinations than can be tested',
    { experiments: [{ id: 'ab', factors }] },
    'experiments[0].factors: its factors make 1000 variations, more than 100',
  ],
  [
    'too few weights',
    one({ weights: [1] }),
    'experiments[0].weights: there are 1 weights for 2 variations. Fix: write 2 of them',
  ],
  [
    'too few weights for its factors',
    {
      experiments: [
        {
          id: 'ab',
          factors: [
            { id: 'f', levels: ['a', 'b'] },
            { id: 'g', levels: ['a', 'b'] },
          ],
          weights: [0.5, 0.5],
        },
      ],
    },
    'there are 2 weights for 4 variations',
  ],
  [
    'weights that do not add up',
    one({ weights: [0.5, 0.4] }),
    'experiments[0].weights: they add up to 0.9. Fix: make them add up to 1',
  ],
  [
    'too few learned weights',
    one({ bandit: bandit([1]) }),
    'experiments[0].bandit.weights: there are 1 weights for 2 variations',
  ],
  [
    'learned weights that do not add up',
    one({ bandit: bandit([0.9, 0.9]) }),
    'experiments[0].bandit.weights: they add up to 1.8',
  ],
  [
    'an empty part of a namespace',
    { experiments: [part('ab', [0.5, 0.5])] },
    'experiments[0].namespace: from 0.5 to 0.5 is nobody',
  ],
  [
    'a part of a namespace that is taken',
    { experiments: [part('ab', [0, 0.6]), part('cd', [0.5, 1])] },
    'experiments[1].namespace: from 0.5 to 1 of line overlaps with ab, from 0 to 0.6',
  ],
])('refuses an experiment with %s', async (_, parts, expected) => {
  const errors = await errorsOf(parts);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(expected);
});

it('takes weights that add up nearly, and parts of a namespace side by side', async () => {
  expect(await errorsOf(one({ weights: [0.33, 0.67], bandit: bandit([0.333, 0.66]) }))).toEqual([]);
  expect(await errorsOf({ experiments: [part('ab', [0, 0.5]), part('cd', [0.5, 1])] })).toEqual([]);
});

it('lets a new experiment have the place of a stopped one', async () => {
  expect(await errorsOf({ experiments: [part('ab', [0, 1], { stopped: true }), part('cd', [0, 1])] })).toEqual([]);
});

it.each(['sum', 'average', 'distinct', 'first', 'last'])('refuses %s of an aggregate without a field', async (fn) => {
  const errors = await errorsOf({ aggregates: [{ id: 'x', event: 'purchase', fn }] });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(
    `aggregates[0].field: ${fn} needs a value, and there is no field. Fix: add the dotted path`,
  );
  expect(await errorsOf({ aggregates: [{ id: 'x', event: 'purchase', fn, field: 'value' }] })).toEqual([]);
});

it.each(['count', 'daysSince'])('takes %s of an aggregate without a field', async (fn) => {
  expect(await errorsOf({ aggregates: [{ id: 'x', event: 'purchase', fn }] })).toEqual([]);
});
