import { emptyProfile, factsOf, featuresOf, predict, reduceProfile } from '@aisle/engine';

const rounds = 20_000;
const warmUp = 2_000;
const batch = 10;

/** A shopper in the middle of a visit, with fifty items seen before. */
const shopper = () => {
  const nowMs = Date.UTC(2026, 2, 2, 12);
  const names = ['view_item', 'view_item', 'view_item', 'page_view', 'add_to_cart'];
  return Array.from({ length: 80 }, (_, place) => ({
    v: 1,
    id: `event-${place}`,
    name: names[place % names.length] ?? '',
    atMs: nowMs - (80 - place) * 60_000,
    seq: place,
    offsetMs: 0,
    sessionId: place < 40 ? 'session-1' : 'session-2',
    params: { items: [{ item_id: `item-${place}`, item_category: `category-${place % 7}`, price: place }] },
    consent: { purposes: /** @type {['personalization']} */ (['personalization']) },
  })).reduce((profile, event) => reduceProfile(profile, event), emptyProfile);
};

const timed = (/** @type {() => number} */ ask) => {
  for (let round = 0; round < warmUp; round += 1) ask();
  const times = Array.from({ length: rounds / batch }, () => {
    const startMs = performance.now();
    for (let one = 0; one < batch; one += 1) ask();
    return ((performance.now() - startMs) * 1_000) / batch;
  }).toSorted((a, b) => a - b);
  return { p50: times[times.length >> 1] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
};

/**
 * Measures, in microseconds, a prediction from features, and the whole way to it from a profile: facts, features, model. Ten at a time, because
 * one is shorter than the clock's grain.
 *
 * @param {import('@aisle/schema').PropensityModel} model
 */
export const measurePredict = (model) => {
  const profile = shopper();
  const context = { nowMs: Date.UTC(2026, 2, 2, 12), page: { path: '/' } };
  const category = model.target === 'category' ? 'category-1' : undefined;
  const read = featuresOf(model.features.names);
  const readAll = () => read(factsOf(profile, context), { profile, category });
  const features = readAll();
  return { predicted: timed(() => predict(model, features)), whole: timed(() => predict(model, readAll())) };
};
