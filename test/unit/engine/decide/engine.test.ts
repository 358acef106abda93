import { createEngine, emptyProfile } from '@aisle/engine';
import type { Candidate, Playbook } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { contextOf, profileOf } from '../build-events.js';

const playbookWith = (candidates: Candidate[], more: Partial<Playbook> = {}): Playbook => ({
  v: 1,
  version: '2026-03-02',
  slots: [{ id: 'hero', candidates }],
  ...more,
});

const decide = (candidates: Candidate[], more?: Partial<Playbook>) =>
  createEngine(playbookWith(candidates, more)).decide('hero', profileOf([{ name: 'page_view' }]), contextOf());

it('takes the first candidate that matches and says what became of the others', () => {
  const decision = decide([
    { id: 'buyers', when: { 'orders.count': { $gte: 1 } } },
    { id: 'all', content: { title: 'Hello' } },
    { id: 'never-asked' },
  ]);
  expect(decision).toEqual({
    slot: 'hero',
    candidate: 'all',
    content: { title: 'Hello' },
    items: [],
    reason: 'matched',
    trace: [
      { candidate: 'buyers', outcome: 'no-match' },
      { candidate: 'all', outcome: 'chosen' },
      { candidate: 'never-asked', outcome: 'not-reached' },
    ],
    experiments: [],
    preview: false,
    campaign: null,
    playbook: '2026-03-02',
  });
});

it('asks by priority, and equal ones in their order', () => {
  const { trace } = decide([
    { id: 'low', priority: -1 },
    { id: 'first' },
    { id: 'high', priority: 5 },
    { id: 'second', priority: 0 },
  ]);
  expect(trace.map(({ candidate }) => candidate)).toEqual(['high', 'first', 'second', 'low']);
});

it.each([
  ['plain', { 'profile.visits': { $near: 1 } }],
  ['under $not', { $not: { 'profile.visits': { $near: 1 } } }],
  ['in a branch that is not needed', { $or: [{}, { a: { $near: 1 } }] }],
])('switches a candidate with an unknown operator off, %s', (_name, when) => {
  const { candidate, trace } = decide([
    { id: 'newer', when },
    { id: 'all', content: {} },
  ]);
  expect(candidate).toBe('all');
  expect(trace[0]).toEqual({ candidate: 'newer', outcome: 'unknown-operator' });
});

it('keeps the default content for a candidate with nothing in it, and says that it was chosen', () => {
  const { candidate, reason, trace } = decide([{ id: 'control' }, { id: 'all', content: { title: 'Hello' } }]);
  expect([candidate, reason]).toEqual([null, 'matched']);
  expect(trace[0]).toEqual({ candidate: 'control', outcome: 'chosen' });
});

it('keeps the default content when nothing matches', () => {
  expect(decide([{ id: 'none', when: { 'page.type': 'cart' } }])).toMatchObject({
    candidate: null,
    content: {},
    reason: 'no-match',
  });
});

describe('a candidate with a recommender', () => {
  const shop: Partial<Playbook> = {
    recommenders: [{ id: 'popular', strategy: 'popular' }],
    catalogue: [
      { item_id: 'a', x_url: '/a' },
      { item_id: 'b', x_url: '/b' },
    ],
  };

  it('brings its items', () => {
    const { items } = decide([{ id: 'picks', recommend: { recommender: 'popular', limit: 1 } }], shop);
    expect(items.map((pick) => pick.item.item_id)).toEqual(['a']);
  });

  it('is passed over with fewer items than it needs', () => {
    const { candidate, trace } = decide(
      [
        { id: 'picks', recommend: { recommender: 'popular', atLeast: 3 } },
        { id: 'all', content: {} },
      ],
      shop,
    );
    expect(candidate).toBe('all');
    expect(trace[0]?.outcome).toBe('too-few-items');
  });

  it('is passed over without any item, though it states no number', () => {
    expect(decide([{ id: 'picks', recommend: { recommender: 'missing' } }], shop).trace[0]?.outcome).toBe(
      'too-few-items',
    );
  });
});

it('names the reason when there is no such slot, and when there is no playbook', () => {
  expect(createEngine(playbookWith([])).decide('footer', emptyProfile, contextOf()).reason).toBe('no-slot');
  expect(createEngine(null).decide('hero', emptyProfile, contextOf())).toEqual({
    slot: 'hero',
    candidate: null,
    content: {},
    items: [],
    reason: 'no-playbook',
    trace: [],
    experiments: [],
    preview: false,
    campaign: null,
    playbook: null,
  });
});

it('answers an error as a reason', () => {
  const engine = createEngine(playbookWith([{ id: 'all' }], { segments: [] }));
  expect(engine.decide('hero', null as never, contextOf())).toMatchObject({ candidate: null, reason: 'error' });
  expect(engine.segments(null as never, contextOf())).toEqual([]);
  expect(engine.recommend('popular', null as never, null as never)).toEqual([]);
});

it.each([
  ['a text', 'rubbish'],
  ['a list', []],
  ['parts that are no lists', { segments: 7, slots: {}, recommenders: 'x', catalogue: null }],
  [
    'parts that hold anything',
    { segments: [null, 7, {}], slots: [null, { id: 'hero', candidates: [null, 1] }], catalogue: [3] },
  ],
])('makes an engine that leaves the page alone of %s', (_name, playbook) => {
  const engine = createEngine(playbook as never);
  expect(engine.decide('hero', emptyProfile, contextOf()).candidate).toBeNull();
});

describe('segments', () => {
  const segments: Playbook['segments'] = [
    { id: 'visitors', title: 'Visitors', when: { 'profile.visits': { $gte: 1 } } },
    { id: 'of-newer', title: 'Of a newer release', when: { $not: { a: { $near: 1 } } } },
    {
      id: 'looking',
      title: 'Visitors on a category page',
      when: { segments: { $in: ['visitors'] }, 'page.type': 'category' },
    },
  ];
  const profile = profileOf([{ name: 'page_view' }]);
  const context = contextOf({ page: { path: '/', type: 'category' } });

  it('see the ones before them', () => {
    expect(createEngine(playbookWith([], { segments })).segments(profile, context)).toEqual(['visitors', 'looking']);
  });

  it('do not see the ones behind them', () => {
    const engine = createEngine(playbookWith([], { segments: segments.toReversed() }));
    expect(engine.segments(profile, context)).toEqual(['visitors']);
  });

  it('are facts for candidates', () => {
    const candidates = [{ id: 'lookers', content: {}, when: { segments: { $elemMatch: { $eq: 'looking' } } } }];
    expect(createEngine(playbookWith(candidates, { segments })).decide('hero', profile, context).candidate).toBe(
      'lookers',
    );
  });
});

it('closes what is scheduled in a time zone that nobody knows, and nothing else', () => {
  const hours: [string, string] = ['00:00', '24:00'];
  const { candidate, trace } = decide([
    { id: 'lost', schedule: { hours, timeZone: 'No/Where' }, content: {} },
    { id: 'known', schedule: { hours, timeZone: 'Europe/Berlin' }, content: {} },
  ]);
  expect(trace[0]).toEqual({ candidate: 'lost', outcome: 'off-schedule' });
  expect(candidate).toBe('known');
});
