import { type Context, createEngine, emptyProfile, explain, type ExplainedInput, type Profile } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';
import { contextOf, type EventSketch, eventOf } from '../build-events.js';

const item = (id: string, name: string, category = 'Knives') => ({
  item_id: id,
  item_name: name,
  item_category: category,
  price: 10,
  x_url: `/p/${id}`,
});

const inSegment = (id: string) => ({ segments: { $elemMatch: { $eq: id } } });
const one = (id: string, candidate: object): NonNullable<Playbook['slots']> => [
  { id, candidates: [{ id: 'a', content: {}, ...candidate }] },
];
const orderedBy = (fact: string) => [
  { id: 'plain', content: {} },
  { id: 'weighed', weighted: { [fact]: 1 }, content: {} },
];

const playbook: Playbook = {
  v: 1,
  version: '1',
  segments: [
    { id: 'cooks', title: 'Cooks', when: { 'affinity.category.Knives': { $gte: 1 } } },
    { id: 'loyal', title: 'Loyal', when: { ...inSegment('cooks'), 'orders.count': { $gte: 1 } } },
    { id: 'idle', title: 'Idle', when: { 'profile.sessions': 0, 'cart.lines': { $gte: 1 } } },
  ],
  aggregates: [
    { id: 'views', fn: 'count', event: 'view_item' },
    { id: 'ads', fn: 'last', event: 'page_view', field: 'gclid' },
  ],
  scores: [{ id: 'intent', title: 'Intent', rules: [{ event: ['view_item', 'add_to_cart'], points: 2 }] }],
  journey: {
    stages: [
      { id: 'discovery', when: {} },
      { id: 'consideration', when: { 'cart.lines': { $gte: 1 } } },
      { id: 'purchase', when: { 'cart.checkoutStarted': true } },
    ],
  },
  experiments: [{ id: 'words', variations: [{ id: 'x' }, { id: 'y' }], when: { 'orders.count': { $gte: 1 } } }],
  recommenders: [
    { id: 'recent', strategy: 'recently-viewed', exclude: ['purchased', 'current'] },
    { id: 'yours', strategy: 'in-your-categories', exclude: ['cart', 'viewed'], fallback: 'popular' },
    { id: 'popular', strategy: 'popular', exclude: ['purchased'] },
  ],
  slots: [
    ...one('segment', { when: { ...inSegment('loyal'), 'device.touch': false } }),
    ...one('absent', { when: { $nor: [{ 'cart.value': { $gt: 99 } }] } }),
    ...one('outside', { when: { segments: { $nin: ['idle'] } } }),
    ...one('staged', { when: { stage: 'consideration' } }),
    ...one('scored', { when: { 'scores.intent': { $gte: 1 }, 'history.views': { $gte: 1 } } }),
    ...one('capped', { caps: { ever: 3 } }),
    ...one('campaign', { when: { 'campaign.source': 'mail', 'history.ads': { $exists: true } } }),
    ...one('tested', { experiment: { id: 'words', variation: 'x' } }),
    ...one('other', { experiment: { id: 'words', variation: 'y' } }),
    ...one('recent', { recommend: { recommender: 'recent' } }),
    ...one('yours', { recommend: { recommender: 'yours' } }),
    ...one('everybody', {}),
    { id: 'ordered', candidates: orderedBy('scores.intent') },
    { id: 'unordered', candidates: orderedBy('predictions.churn') },
  ],
  catalogue: [item('A', 'Gyuto'), item('B', 'Nakiri'), item('C', 'Petty'), item('D', 'Wok', 'Pans')],
};

const engine = createEngine(playbook);
const past: readonly EventSketch[] = [
  { name: 'page_view', params: { utm_source: 'mail', gclid: 'g' } },
  { name: 'view_item', params: { items: [item('A', 'Gyuto')] } },
  { name: 'view_item', params: { items: [item('B', 'Nakiri')] } },
  { name: 'purchase', params: { transaction_id: 'T', value: 10, items: [item('C', 'Petty')] } },
  { name: 'add_to_cart', params: { items: [{ ...item('B', 'Nakiri'), quantity: 1 }] } },
];
const profile: Profile = {
  ...past.map(eventOf).reduce<Profile>((so, event) => engine.reduce(so, event), emptyProfile),
  assigned: { words: ['x', 0] },
};
const context = contextOf({ device: { touch: false, width: 800 }, visitorId: 'v' });

const explained = (slot: string, more: Partial<Context> = {}) =>
  explain(playbook, slot, { profile, context: { ...context, ...more } });
const inputsOf = (slot: string, more?: Partial<Context>) => explained(slot, more).inputs;
const stored = (inputs: readonly ExplainedInput[]) => inputs.filter(({ purposes }) => !purposes.includes('necessary'));
const named = (slot: string) => inputsOf(slot).map(({ fact, value, through }) => [fact, value, through]);
const personalization = { purposes: ['personalization'] };

it('B39: names what put the shopper into the segments that were asked for, and tells apart what the page says itself', () => {
  expect(inputsOf('segment')).toEqual([
    {
      fact: 'affinity.category.Knives',
      value: expect.closeTo(9, 1),
      detail: 'Knives',
      use: 'audience',
      through: 'segments.loyal',
      ...personalization,
    },
    { fact: 'orders.count', value: 1, use: 'audience', through: 'segments.loyal', ...personalization },
    { fact: 'device.touch', value: false, use: 'audience', purposes: ['necessary'] },
  ]);
});

it('B39: counts what had to be absent, and what kept the shopper out of a segment', () => {
  expect(named('absent')).toEqual([['cart.value', 10, undefined]]);
  expect(named('outside')).toEqual([
    ['profile.sessions', 1, 'segments.idle'],
    ['cart.lines', 1, 'segments.idle'],
  ]);
});

it('B39: names what put the shopper at a stage, and what kept them from the later ones', () => {
  expect(named('staged')).toEqual([
    ['cart.lines', 1, 'stage.consideration'],
    ['cart.checkoutStarted', false, 'stage.consideration'],
  ]);
  expect(explained('staged').shopper).toBe('You see this because of how far you are with your choice.');
});

it('B39: names scores and counts, with the events that they were counted from', () => {
  const events = ['view_item', 'add_to_cart'];
  expect(inputsOf('scored')).toEqual([
    { fact: 'scores.intent', value: expect.closeTo(6), use: 'audience', events, ...personalization },
    { fact: 'history.views', value: 2, use: 'audience', events: ['view_item'], ...personalization },
  ]);
});

it('B39: names the score that put a candidate first, and none where it made no difference', () => {
  expect(inputsOf('ordered')).toMatchObject([{ fact: 'scores.intent', use: 'order', ...personalization }]);
  expect(explained('ordered').shopper).toBe('You see this because of what you did here before.');
  expect(inputsOf('unordered')).toEqual([]);
});

it('B39: names how often something was seen, where that is limited', () => {
  expect(inputsOf('capped')).toEqual([
    { fact: 'history.seen capped/a ever', value: 0, use: 'limit', events: ['x_exposure'], ...personalization },
  ]);
});

it('B39: what is counted from campaign words rests on measurement, too, and from click ids on marketing', () => {
  expect(inputsOf('campaign')).toMatchObject([
    { fact: 'campaign.source', value: 'mail', purposes: ['personalization', 'measurement'] },
    { fact: 'history.ads', value: 'g', purposes: ['personalization', 'marketing'] },
  ]);
});

it('B39: names the arm of a test, whom the test is for, and does so for the arm that keeps the page’s own content', () => {
  const arm = [
    { fact: 'orders.count', value: 1, use: 'audience', through: 'experiments.words', ...personalization },
    { fact: 'experiments.words', value: 'x', use: 'arm', ...personalization },
  ];
  expect(inputsOf('tested')).toEqual(arm);
  expect(inputsOf('other')).toEqual(arm);
  expect(explained('other').decision.candidate).toBe(null);
});

it('B39: an arm that is forced or previewed rests on nothing that is stored', () => {
  expect(inputsOf('tested', { forced: { words: 'x' } })).toEqual([
    { fact: 'forced.words', value: 'x', use: 'arm', through: 'experiments.words', purposes: ['necessary'] },
  ]);
  expect(stored(inputsOf('tested', { url: 'https://shop.example/?words=0' }))).toEqual([]);
});

it('B39: names the products and the category that a recommendation follows from, and what was left out for it', () => {
  expect(inputsOf('recent')).toEqual([
    { fact: 'recents', value: 'B', detail: 'Nakiri', use: 'items', ...personalization },
    { fact: 'recents', value: 'A', detail: 'Gyuto', use: 'items', ...personalization },
    { fact: 'orders.count', value: 1, use: 'left-out', ...personalization },
  ]);
  expect(inputsOf('yours')).toMatchObject([
    { fact: 'affinity.category.Knives', detail: 'Knives', use: 'items' },
    { fact: 'cart.lines', value: 1, use: 'left-out' },
    { fact: 'recents', value: 2, use: 'left-out' },
    { fact: 'orders.count', value: 1, use: 'left-out' },
  ]);
});

it('B39: names nothing where nothing stored was asked', () => {
  expect(inputsOf('everybody')).toEqual([]);
});

it('B39: names no stored input without consent to personalization, and tells the shopper no reason of theirs', () => {
  const consent = { personalization: 'denied', measurement: 'granted' } as const;
  const unknown = { ...context, consent, visitorId: undefined };
  const about = { profile: emptyProfile, context: unknown };
  for (const { id } of playbook.slots ?? []) expect(stored(explain(playbook, id, about).inputs)).toEqual([]);
  // Nobody knows how often somebody came who is not remembered.
  expect(explain(playbook, 'outside', about)).toMatchObject({
    decision: { candidate: 'a' },
    shopper: 'This is what everybody sees here.',
  });
});

it('B39: says the same line by line, for a developer', () => {
  expect(explained('tested').lines.slice(-2)).toEqual([
    'rests on orders.count = 1: audience, experiments.words (personalization)',
    'rests on experiments.words = "x": arm (personalization)',
  ]);
});
