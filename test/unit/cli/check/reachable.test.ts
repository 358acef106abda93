import { expect, it } from 'vitest';
import { slotsOf, warningsOf } from './checked.js';

const experiments = [{ id: 'ab', variations: [{ id: 'a' }, { id: 'b' }] }];
const when = { 'cart.lines': { $gte: 1 } };
const recommending = {
  recommenders: [{ id: 'best', strategy: 'popular' }],
  catalogue: [{ item_id: 'A1', x_url: '/a1' }],
};

const hidden = async (candidates: readonly object[], more: object = {}): Promise<readonly string[]> =>
  (await warningsOf({ slots: slotsOf(...candidates), ...more })).filter((line) => line.includes('fits everybody'));

it('names a candidate that stands behind one for everybody', async () => {
  expect(await hidden([{}, { when }])).toEqual([
    'slots[0].candidates[1]: nobody gets c1: c0 is asked before it and fits everybody. Fix: give c0 a condition or a lower priority, or take c1 out',
  ]);
});

it.each([
  ['of a higher priority', [{ when }, { priority: 1 }], 'candidates[0]: nobody gets c0'],
  ['of a higher weight', [{ when, weight: 1 }, { weight: 2 }], 'candidates[0]: nobody gets c0'],
  ['whose condition asks nothing', [{ when: {} }, { when }], 'candidates[1]: nobody gets c1'],
  [
    'of higher priority, whatever the weights are',
    [{ priority: 1 }, { weighted: { 'cart.value': 1 } }],
    'candidates[1]',
  ],
])('names a candidate behind one %s', async (_, candidates, expected) => {
  const warnings = await hidden(candidates);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(expected);
});

it.each([
  ['has a condition', [{ when }, {}]],
  ['has a lower priority', [{}, { when, priority: 1 }]],
  ['has a lower weight', [{ weight: 1 }, { when, weight: 2 }]],
  ['is weighed against it for each shopper', [{ weighted: { 'cart.value': 1 } }, { when }]],
  ['has a schedule', [{ schedule: { days: ['fri'] } }, { when }]],
  ['has caps', [{ caps: { day: 1 } }, { when }]],
  ['cools down', [{ coolDownHours: 1 }, { when }]],
])('takes a candidate behind one for everybody that %s', async (_, candidates) => {
  expect(await hidden(candidates)).toEqual([]);
});

it('takes a candidate behind one of a campaign with limits, but not behind one of a campaign without', async () => {
  const candidates = [{ campaign: 'winter' }, { when }];
  expect(await hidden(candidates, { campaigns: [{ id: 'winter', caps: { day: 1 } }] })).toEqual([]);
  expect(await hidden(candidates, { campaigns: [{ id: 'winter' }] })).toHaveLength(1);
});

it('takes a candidate behind an arm of an experiment, and behind what may find too few items', async () => {
  expect(await hidden([{ experiment: { id: 'ab', variation: 'a' } }, { when }], { experiments })).toEqual([]);
  expect(await hidden([{ recommend: { recommender: 'best' } }, { when }], recommending)).toEqual([]);
});

it('names a candidate that recommends from no catalogue', async () => {
  const slots = slotsOf({ recommend: { recommender: 'best' } });
  const [first] = await warningsOf({ ...recommending, catalogue: undefined, slots });
  expect(first).toContain('slots[0].candidates[0]: nobody gets c0: it recommends, and there is no catalogue');
  expect(await warningsOf({ ...recommending, slots })).toEqual([]);
});

it.each([
  ['more than it is less than', { 'cart.value': { $gte: 5, $lt: 3 } }, 'cart.value'],
  ['more and less than one number', { 'cart.value': { $gte: 5, $lt: 5 } }, 'cart.value'],
  [
    'more than a number, and another time less',
    { $and: [{ 'cart.value': { $gt: 5 } }, { 'cart.value': { $lte: 5 } }] },
    'cart.value',
  ],
  ['two values at once', { $and: [{ 'page.path': '/' }, { 'page.path': '/cart/' }] }, 'page.path'],
  ['a value beyond a bound', { 'cart.lines': { $eq: 2, $gt: 3 } }, 'cart.lines'],
  ['a value that is not in its list', { 'page.path': { $in: ['/'], $eq: '/cart/' } }, 'page.path'],
  ['a value that it must not be', { 'page.path': { $eq: '/', $ne: '/' } }, 'page.path'],
  ['one of no values', { 'page.path': { $in: [] } }, 'page.path'],
  ['one of what it must not be', { 'cart.items': { $in: ['A1'], $nin: ['A1', 'A2'] } }, 'cart.items'],
  [
    'one or the other, and neither can be',
    { $or: [{ 'cart.value': { $gt: 5, $lt: 3 } }, { 'cart.lines': { $gt: 5, $lt: 3 } }] },
    'cart.value',
  ],
])('names a condition that asks for %s', async (_, contradiction, fact) => {
  const warnings = await warningsOf({ slots: slotsOf({ when: contradiction }) });
  expect(warnings).toEqual([
    `slots[0].candidates[0].when: nobody gets it: what it asks of ${fact} cannot all be true. Fix: correct what it asks of ${fact}; for one or the other, write $or`,
  ]);
});

it.each([
  ['between two numbers', { 'cart.value': { $gte: 3, $lt: 5 } }],
  ['exactly one number', { 'cart.value': { $gte: 5, $lte: 5 } }],
  ['one number as a text and as a number', { $and: [{ 'traits.age': '5' }, { 'traits.age': 5 }] }],
  ['two things of a list', { $and: [{ 'cart.items': { $in: ['A1'] } }, { 'cart.items': { $in: ['A2'] } }] }],
  ['one or the other value', { $or: [{ 'page.path': '/' }, { 'page.path': '/cart/' }] }],
  ['not two things at once', { $nor: [{ 'cart.value': { $gte: 5, $lt: 3 } }] }],
  ['a branch that can be', { $or: [{ 'cart.value': { $gt: 5, $lt: 3 } }, { 'cart.lines': 1 }] }],
  ['not this and not that', { 'page.path': { $nin: ['/', '/cart/'] } }],
  ['a number that is not its text', { 'traits.age': { $eq: 5, $ne: '5' } }],
  ['a text after another', { 'page.path': { $gt: '/a', $lt: '/b' } }],
])('takes a condition that asks for %s', async (_, sound) => {
  expect(await warningsOf({ slots: slotsOf({ when: sound }) })).toEqual([]);
});

it('looks for contradictions in segments, stages, experiments and events, too', async () => {
  const never = { 'cart.value': { $gte: 5, $lt: 3 } };
  const warnings = await warningsOf({
    aggregates: [{ id: 'dear', event: 'purchase', fn: 'count', where: { value: { $gte: 5, $lt: 3 } } }],
    segments: [{ id: 's', title: 'S', when: { ...never, 'history.dear': 1 } }],
    journey: { stages: [{ id: 'lapsed', when: { ...never, segments: { $in: ['s'] } } }] },
    experiments: [{ ...experiments[0], when: never }],
    slots: slotsOf({ experiment: { id: 'ab', variation: 'a' } }),
  });
  expect(warnings.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
    'aggregates[0].where: no event fits',
    'segments[0].when: nobody is ever in it',
    'journey.stages[0].when: nobody ever reaches it',
    'experiments[0].when: nobody takes part',
  ]);
});

it('names schedules that are over', async () => {
  const schedule = { from: '2020-11-27', until: '2020-11-30' };
  const warnings = await warningsOf({
    campaigns: [{ id: 'winter', schedule }],
    slots: slotsOf({ schedule }, { campaign: 'winter', schedule: { until: '2099-11-30' } }),
  });
  expect(warnings).toEqual([
    'campaigns[0].schedule: was over on 2020-11-30. Fix: move until, or take its owner out',
    'slots[0].candidates[0].schedule: was over on 2020-11-30. Fix: move until, or take its owner out',
  ]);
});
