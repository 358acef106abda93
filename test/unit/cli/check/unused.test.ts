import { expect, it } from 'vitest';
import { slotsOf, warningsOf } from './checked.js';

const parts = {
  aggregates: [{ id: 'views', event: 'view_item', fn: 'count' }],
  sequences: [{ id: 'left', steps: [{ event: 'add_to_cart' }, { event: 'page_view' }], within: { days: 1 } }],
  scores: [{ id: 'intent', title: 'Intent', rules: [{ event: 'add_to_cart', points: 3 }] }],
  segments: [
    { id: 'big', title: 'Big', when: { 'orders.value': { $gt: 100 } } },
    { id: 'bigger', title: 'Bigger', parent: 'big', when: { 'orders.value': { $gt: 500 } } },
  ],
  campaigns: [{ id: 'winter' }],
  experiments: [{ id: 'ab', variations: [{ id: 'a' }, { id: 'b' }] }],
};

it('names what nothing ever asks for', async () => {
  const warnings = await warningsOf(parts);
  expect(warnings.map((line) => line.split('. Fix')[0])).toEqual([
    'aggregates[0]: views is asked for by no condition',
    'sequences[0]: left is asked for by no condition',
    'scores[0]: intent is asked for by no condition and no weight',
    'segments[1]: bigger is named by no condition',
    'campaigns[0]: winter has no candidate',
    'experiments[0]: ab has no candidate, so nobody ever counts for it',
  ]);
});

it('is silent when each is used', async () => {
  const when = { 'history.views': { $gt: 1 }, 'history.left': true, segments: { $in: ['bigger'] } };
  const candidate = { when, weighted: { 'scores.intent': 1 }, campaign: 'winter', experiment: { id: 'ab' } };
  expect(await warningsOf({ ...parts, slots: slotsOf(candidate) })).toEqual([]);
});

it('counts what a stage or an experiment asks for as used', async () => {
  const segments = [
    { id: 'first', title: 'F', when: { 'cart.lines': 1 } },
    { id: 'second', title: 'S', when: { 'cart.lines': 2 } },
  ];
  const journey = { stages: [{ id: 'lapsed', when: { segments: { $in: ['first'] } } }] };
  const experiments = [{ ...parts.experiments[0], when: { segments: { $in: ['second'] } } }];
  const slots = slotsOf({ experiment: { id: 'ab', variation: 'a' } });
  expect(await warningsOf({ segments, journey, experiments, slots })).toEqual([]);
});

it('says nothing of an experiment that is stopped, and takes a control arm that comes last', async () => {
  expect(await warningsOf({ experiments: [{ ...parts.experiments[0], stopped: true }] })).toEqual([]);
  const arms = ['b', 'a'].map((variation) => ({ experiment: { id: 'ab', variation } }));
  expect(await warningsOf({ experiments: parts.experiments, slots: slotsOf(...arms) })).toEqual([]);
});

it('warns of a playbook that is felt on a phone, and says how much of it is the catalogue', async () => {
  const catalogue = Array.from({ length: 2000 }, (_, at) => ({
    item_id: `A${at}`,
    item_name: `Item ${at} ${'with a long name '.repeat(12)}`,
    x_url: `/p/${at}`,
  }));
  const [first] = await warningsOf({ catalogue });
  expect(first).toMatch(
    /^\(the whole\): published it is \d{3},\d{3} bytes, .* over the wire; more than 400,000 or 100,000/,
  );
  expect(first).toMatch(/shorten the catalogue, which is (100|99) % of it/);
  expect(await warningsOf({ catalogue: catalogue.slice(0, 500) })).toEqual([]);
});

it('warns of a large playbook without a catalogue by its conditions', async () => {
  const $in = Array.from({ length: 40_000 }, (_, at) => `customer-${at}`);
  const [first] = await warningsOf({ slots: slotsOf({ when: { 'traits.id': { $in } } }) });
  expect(first).toContain('Fix: shorten the lists in its conditions');
});
