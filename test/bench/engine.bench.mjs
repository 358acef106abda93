import { createEngine, emptyProfile, reduceProfile } from '@aisle/engine';

// What an event and a decision cost, in microseconds, and whether that grows with the length of the history.

const ROUNDS = 2_000;
const HISTORIES = [1_000, 10_000, 50_000];
const noonMs = Date.UTC(2026, 0, 1, 12);

/** @returns {import('@aisle/schema').AisleEvent} */
const eventAt = (/** @type {number} */ index) => ({
  v: /** @type {const} */ (1),
  id: `event-${index}`,
  name: ['page_view', 'view_item', 'view_item', 'add_to_cart'][index % 4] ?? 'page_view',
  atMs: noonMs + index * 1_000,
  seq: index,
  offsetMs: index,
  sessionId: `session-${Math.floor(index / 50)}`,
  params: {
    items: [{ item_id: `item-${index % 500}`, item_category: `category-${index % 40}`, price: 10 + (index % 90) }],
  },
  consent: { purposes: ['personalization', 'measurement'] },
});

const candidates = Array.from({ length: 100 }, (_, index) => ({
  id: `candidate-${index}`,
  when: {
    'profile.sessions': { $gte: index },
    'page.type': { $in: ['home', 'category'] },
    'cart.value': { $gt: 1_000 + index },
    segments: { $nin: [`segment-${index}`] },
    'page.path': { $ne: `/path-${index}` },
  },
}));

const playbook = /** @type {any} */ ({ v: 1, version: 'bench', slots: [{ id: 'hero', candidates }] });
const context = { nowMs: noonMs + 1e9, page: { path: '/', type: 'home' } };

const p50Of = (/** @type {() => void} */ work) => {
  const micros = Array.from({ length: ROUNDS }, () => {
    const startMs = performance.now();
    work();
    return (performance.now() - startMs) * 1_000;
  });
  return (micros.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0).toFixed(1);
};

const engine = createEngine(playbook);
console.log('past events   record p50 µs   decide p50 µs (100 candidates × 5 conditions)');
for (const length of HISTORIES) {
  let profile = emptyProfile;
  for (let index = 0; index < length; index += 1) profile = reduceProfile(profile, eventAt(index));
  const next = { ...eventAt(length), name: 'view_item' };
  const record = p50Of(() => void reduceProfile(profile, next));
  const decide = p50Of(() => void engine.decide('hero', profile, context));
  console.log(`${String(length).padStart(11)} ${record.padStart(15)} ${decide.padStart(15)}`);
}
