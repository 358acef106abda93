import { expect, it } from 'vitest';
import { errorsOf, slotsOf } from './checked.js';

const count = { id: 'views', event: 'view_item', fn: 'count' };
const score = { id: 'intent', title: 'Intent', rules: [{ event: 'add_to_cart', points: 3 }] };
const test = { id: 'ab', variations: [{ id: 'a' }, { id: 'b' }] };
const shown = (when: object, more: object = {}) => ({ slots: slotsOf({ when }), ...more });
const segments = (...whens: readonly object[]) => whens.map((when, at) => ({ id: `s${at}`, title: 'S', when }));

it.each([
  ['in a candidate', shown({ 'page.path': { $like: 'x' } }), 'slots[0].candidates[0].when'],
  ['under a negation', shown({ $not: { 'page.path': { $like: 'x' } } }), 'slots[0].candidates[0].when'],
  ['in a segment', { segments: segments({ 'page.path': { $like: 'x' } }) }, 'segments[0].when'],
  [
    'in a stage',
    { journey: { stages: [{ id: 'lapsed', when: { 'page.path': { $like: 'x' } } }] } },
    'journey.stages[0].when',
  ],
  ['in an experiment', { experiments: [{ ...test, when: { 'page.path': { $like: 'x' } } }] }, 'experiments[0].when'],
  ['in an aggregate', { aggregates: [{ ...count, where: { value: { $like: 'x' } } }] }, 'aggregates[0].where'],
  [
    'in a step',
    {
      sequences: [
        { id: 's', within: { days: 1 }, steps: [{ event: 'a' }, { event: 'b', where: { value: { $like: 1 } } }] },
      ],
    },
    'sequences[0].steps[1].where',
  ],
  [
    'in what begins a sequence anew',
    {
      sequences: [
        {
          id: 's',
          within: { days: 1 },
          steps: [{ event: 'a' }, { event: 'b' }],
          without: [{ event: 'c', where: { value: { $like: 1 } } }],
        },
      ],
    },
    'sequences[0].without[0].where',
  ],
  [
    'in a rule of a score',
    { scores: [{ ...score, rules: [{ event: 'a', points: 1, where: { value: { $like: 1 } } }] }] },
    'scores[0].rules[0].where',
  ],
])('refuses an unknown operator %s', async (_, parts, field) => {
  expect((await errorsOf(parts))[0]).toContain(`${field}: $like is no operator of this release`);
});

it('refuses a pattern that can run away, and takes one that cannot', async () => {
  const errors = await errorsOf(shown({ 'page.path': { $regex: '^(a+)+$' } }));
  expect(errors[0]).toMatch(/candidates\[0\]\.when: the pattern .*can run away: .*Fix: repeat nothing inside/);
  expect(await errorsOf(shown({ 'page.path': { $regex: '^/c/[a-z]+/$' } }))).toEqual([]);
});

it('refuses an operator that nobody knows once, also where a fact could stand', async () => {
  expect(await errorsOf(shown({ $like: 'x' }))).toHaveLength(1);
});

it.each(['$inGroup', '$notInGroup'])('refuses %s, because a playbook has no groups', async (operator) => {
  const errors = await errorsOf(shown({ $or: [{ 'traits.id': { [operator]: 'staff' } }] }));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('Fix: write $in or $nin with the values');
});

it('refuses a pattern that is none', async () => {
  expect(await errorsOf(shown({ 'page.path': { $regex: '(' } }))).toHaveLength(1);
});

it.each([
  ['a slip in the first word', { 'profil.sessions': 1 }, 'there is no fact profil. Fix: write one of nowMs,'],
  ['a slip in the second', { 'cart.linez': 1 }, 'there is no fact cart.linez. Fix: write one of cart.lines,'],
  ['an aggregate', { 'history.seen': 1 }, 'there is no fact history.seen. Fix: add seen to aggregates or sequences'],
  ['a score', { 'scores.love': 1 }, 'there is no fact scores.love. Fix: add love to scores'],
  ['an experiment', { 'experiments.ab': 'a' }, 'there is no fact experiments.ab. Fix: add ab to experiments'],
  ['the holdout', { 'experiments.holdout': 'holdout' }, 'there is no fact experiments.holdout'],
  ['a value in a value', { 'cart.value.eur': 1 }, 'cart.value is a value: it has no eur. Fix: write cart.value'],
  [
    'a segment as a fact',
    { 'segments.big': true },
    'segments is a list: it has no big. Fix: write { "segments": { "$in": ["big"] } }',
  ],
  [
    'facts in braces',
    { cart: { lines: 1 } },
    'cart is several facts, and never equal to anything. Fix: write one of cart.lines,',
  ],
  [
    'a fact inside a choice',
    { $or: [{ 'cart.lines': 1 }, { $not: { 'page.pathh': '/' } }] },
    'there is no fact page.pathh',
  ],
])('refuses a fact that does not exist: %s', async (_, when, expected) => {
  const errors = await errorsOf(shown(when));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`slots[0].candidates[0].when: ${expected}`);
});

it("takes facts that exist, and names that are the shop's own", async () => {
  const when = {
    'profile.counts.my_event': 1,
    'campaign.source': 'x',
    'affinity.category.Knives': { $gt: 1 },
    'traits.tier': 'gold',
    'predictions.churn': { $gt: 0.5 },
    'history.views': 1,
    'scores.intent': { $gt: 1 },
    'experiments.ab': 'a',
    'experiments.holdout': { $ne: 'holdout' },
    'device.touch': true,
    'time.weekday': 'fri',
    stage: 'lapsed',
  };
  const more = { aggregates: [count], scores: [score], experiments: [test], holdout: { share: 0.1 } };
  expect(await errorsOf(shown(when, more))).toEqual([]);
});

it('looks at the facts of weights', async () => {
  const slots = slotsOf({ weighted: { 'scores.intent': 1, 'scores.love': 1 } });
  const errors = await errorsOf({ scores: [score], slots });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('slots[0].candidates[0].weighted.scores.love: there is no fact scores.love');
});

it('takes any name in what an event must carry', async () => {
  expect(await errorsOf({ aggregates: [{ ...count, where: { profil: 1, 'my.own': 2 } }] })).toEqual([]);
});

it('refuses facts that are found out only later', async () => {
  const [inSegment] = await errorsOf({ segments: segments({ stage: 'lapsed' }) });
  expect(inSegment).toContain('segments[0].when: stage is found out after the segments');
  const [ofArm] = await errorsOf({ experiments: [test], segments: segments({ 'experiments.ab': 'a' }) });
  expect(ofArm).toContain('segments[0].when: experiments are assigned after the segments');
});

it.each([
  ['in a list', { $in: ['gone'] }],
  ['not in a list', { $nin: ['gone'] }],
  ['one of them', { $elemMatch: { $eq: 'gone' } }],
  ['all of them', { $all: ['s0', 'gone'] }],
])('refuses a segment that does not exist, asked for as %s', async (_, segmentsAsked) => {
  const parts = { segments: segments({}), slots: slotsOf({ when: { segments: segmentsAsked } }) };
  const errors = await errorsOf(parts);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('there is no segment gone. Fix: name s0, or add gone to segments');
});

it('refuses the list of segments held against one name', async () => {
  const parts = { segments: segments({}), slots: slotsOf({ when: { segments: 's0' } }) };
  expect((await errorsOf(parts))[0]).toContain('Fix: write { "segments": { "$in": ["s0"] } }');
});

it('refuses a segment that names itself or a later one, and takes an earlier one', async () => {
  const named = (id: string) => ({ segments: { $in: [id] } });
  expect((await errorsOf({ segments: segments(named('s0')) }))[0]).toContain('s0 is the segment itself');
  expect((await errorsOf({ segments: segments(named('s1'), {}) }))[0]).toContain('s1 stands further down');
  expect(await errorsOf({ segments: segments({}, named('s0')) })).toEqual([]);
});
