import { createEngine, emptyProfile } from '@aisle/engine';
import { medianOf, openDice } from './workload.mjs';

// Whether an event and a decision cost more the longer a shopper is known. Both are pure, so Node measures them.

const LENGTHS = [1_000, 10_000, 100_000];
const ROUNDS = 1_500;
const EVENT_EVERY_MS = 20_000;
const noonMs = Date.UTC(2026, 0, 1, 12);

/** @typedef {import('@aisle/schema').AisleEvent} AisleEvent */
/** @typedef {import('@aisle/schema').Playbook} Playbook */

const NAMES = [
  'page_view',
  'view_item',
  'view_item_list',
  'view_item',
  'search',
  'select_item',
  'view_item',
  'add_to_cart',
];

/** Sessions of 50 events, one every 20 seconds; every 400th is an order. @returns {AisleEvent} */
const eventAt = (/** @type {number} */ index, name = index % 400 === 399 ? 'purchase' : (NAMES[index % 8] ?? '')) => ({
  v: 1,
  id: `event-${index}`,
  name,
  atMs: noonMs + index * EVENT_EVERY_MS,
  seq: index,
  offsetMs: index,
  sessionId: `session-${Math.floor(index / 50)}`,
  params: {
    items: [
      {
        item_id: `item-${(index * 7) % 500}`,
        item_category: `category-${(index * 7) % 20}`,
        item_brand: `brand-${(index * 3) % 30}`,
        price: 10 + (index % 90),
      },
    ],
    ...(name === 'purchase' && { transaction_id: `order-${index}`, value: 10 + (index % 90), currency: 'EUR' }),
  },
  consent: { purposes: ['personalization', 'measurement'] },
});

const WINDOWS = [{ minutes: 30 }, { hours: 6 }, { hours: 24 }, { days: 7 }, { days: 30 }];
const EVENTS = ['view_item', 'add_to_cart', 'page_view', 'purchase'];

/** @type {NonNullable<Playbook['aggregates']>} */
const aggregates = WINDOWS.flatMap((within, row) =>
  EVENTS.map((event, column) => ({
    id: `aggregate-${row}-${column}`,
    fn: /** @type {const} */ (['count', 'sum', 'distinct', 'daysSince'])[(row + column) % 4] ?? 'count',
    event,
    per: /** @type {const} */ ('item'),
    field: (row + column) % 4 === 1 ? 'price' : 'item_id',
    ...(column === 0 && { where: { item_category: { $in: [`category-${row}`, `category-${row + 1}`] } } }),
    within,
  })),
);

/** @type {NonNullable<Playbook['sequences']>} */
const sequences = WINDOWS.map((within, index) => ({
  id: `sequence-${index}`,
  steps: [{ event: 'view_item', per: 'item', where: { item_category: `category-${index}` } }, { event: 'add_to_cart' }],
  without: [{ event: 'purchase' }],
  within,
}));

/** @type {NonNullable<Playbook['scores']>} */
const scores = WINDOWS.map((_, index) => ({
  id: `score-${index}`,
  title: 'Score',
  rules: [
    { event: 'view_item', per: 'item', where: { price: { $gte: 20 * index } }, points: 1 },
    { event: 'add_to_cart', points: 5 },
  ],
  halfLifeDays: index + 1,
  cap: 1_000,
}));

const dice = openDice(11);
const facts = [
  ...aggregates.map(({ id }) => ({ name: `history.${id}`, limit: 40 })),
  ...sequences.map(({ id }) => ({ name: `history.${id}`, limit: 0 })),
  ...scores.map(({ id }) => ({ name: `scores.${id}`, limit: 600 })),
];
const conditionOn = (/** @type {number} */ limit) =>
  limit === 0 ? { $eq: dice() < 0.7 } : { [dice() < 0.7 ? '$gte' : '$lt']: Math.floor(dice() ** 2 * limit) };

/** 100 segments of 5 conditions over those 30 facts. @type {NonNullable<Playbook['segments']>} */
const segments = Array.from({ length: 100 }, (_, index) => ({
  id: `segment-${index}`,
  title: 'Segment',
  when: Object.fromEntries(
    facts
      .map((fact) => ({ fact, place: dice() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, 5)
      .map(({ fact }) => [fact.name, conditionOn(fact.limit)]),
  ),
}));

const candidates = Array.from({ length: 20 }, (_, index) => ({
  id: `candidate-${index}`,
  when: { segments: { $all: [`segment-${index}`, `segment-${index + 20}`] } },
  content: { title: 'Hello' },
}));

/** @type {Playbook} */
const playbook = {
  v: 1,
  version: 'bench',
  aggregates,
  sequences,
  scores,
  segments,
  slots: [{ id: 'hero', candidates }],
};
const engine = createEngine(playbook);

const microsOf = (/** @type {() => unknown} */ work) => {
  const startMs = performance.now();
  work();
  return (performance.now() - startMs) * 1_000;
};

/** Profiles of shoppers with so many events, folded one after the other. */
const profiles = () => {
  let profile = emptyProfile;
  const last = LENGTHS.at(-1) ?? 0;
  const found = new Map();
  for (let index = 0; index <= last; index += 1) {
    if (LENGTHS.includes(index)) found.set(index, profile);
    profile = engine.reduce(profile, eventAt(index));
  }
  return found;
};

/** What an event, a decision, and the two together cost behind histories of several lengths, in microseconds. */
export const measureHistory = () => {
  const rows = [...profiles()].map(([length, profile]) => ({
    length,
    /** @type {import('@aisle/engine').Profile} */
    profile,
    entries: Object.values(profile.history).flat().length,
    reduce: /** @type {number[]} */ ([]),
    decide: /** @type {number[]} */ ([]),
    both: /** @type {number[]} */ ([]),
  }));
  // In turns, and the first rounds only to warm up.
  for (let round = -ROUNDS; round < ROUNDS; round += 1)
    for (const { length, profile, ...times } of rows) {
      const event = eventAt(length + (round & 7), NAMES[round & 7]);
      const context = { nowMs: event.atMs, page: { path: '/', type: 'home' } };
      const reduce = microsOf(() => engine.reduce(profile, event));
      const decide = microsOf(() => engine.decide('hero', profile, context));
      const both = microsOf(() => engine.decide('hero', engine.reduce(profile, event), context));
      if (round < 0) continue;
      times.reduce.push(reduce);
      times.decide.push(decide);
      times.both.push(both);
    }
  return rows.map(({ length, entries, reduce, decide, both }) => ({
    length,
    entries,
    reduce: medianOf(reduce),
    decide: medianOf(decide),
    both: medianOf(both),
  }));
};
