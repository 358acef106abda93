import { emptyProfile, factsOf, featuresOf, predict, reduceProfile, type Profile } from '@aisle/engine';
import type { AisleEvent, PropensityModel } from '@aisle/schema';
import { trainPropensity } from '@aisle/trainer';
import { expect, it } from 'vitest';
import { defaultFeatures, readyOptions } from '../../../../packages/trainer/src/propensity/propensity-options.js';
import { createReplay } from '../../../../packages/trainer/src/propensity/replay-examples.js';
import { eventOf, hourMs, noonMs } from '../../engine/build-events.js';
import { seededChance } from '../../../helpers/seeded-chance.mjs';
import { seededShop } from './seeded-shop.js';

const sessions = 10_000;
const names = [...defaultFeatures('buy'), 'utc.weekday', 'cart.hoursSinceCheckout', 'orders.value'];
const deeds = ['page_view', 'view_item', 'view_item', 'view_item', 'search', 'add_to_cart', 'remove_from_cart'];
const rare = ['view_cart', 'begin_checkout', 'purchase', 'refund', 'x_exposure', 'x_traits', 'newsletter_signup'];

const chance = seededChance(20_261_121);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;

const randomItem = () => ({
  item_id: `item-${Math.floor(chance() * 40)}`,
  item_category: oneOf(['kitchen', 'light', 'St. Nord', '__proto__']),
  ...(chance() < 0.8 && { price: Math.round(chance() * 20_000) / 100 }),
  ...(chance() < 0.2 && { quantity: Math.ceil(chance() * 3) }),
});

/** A session of events as a page could have recorded them, with a few that arrive late or without consent. */
const randomSession = (visitor: number, session: number, fromMs: number): readonly AisleEvent[] => {
  let atMs = fromMs;
  return Array.from({ length: 1 + Math.floor(chance() ** 2 * 14) }, (_, place) => {
    atMs += Math.floor(chance() * 9 * 60_000);
    const name = oneOf(chance() < 0.75 ? deeds : rare);
    const items = chance() < 0.85 ? [randomItem(), ...(chance() < 0.2 ? [randomItem()] : [])] : undefined;
    const params = {
      ...(items && { items }),
      ...(name === 'purchase' && chance() < 0.5 && { transaction_id: oneOf(['T1', 'T2']) }),
      ...(name === 'x_traits' && { muted: ['kitchen'] }),
    };
    const sketch = { name, atMs: chance() < 0.05 ? atMs - hourMs : atMs, params };
    return {
      ...eventOf({ ...sketch, sessionId: `session-${visitor}-${session}` }),
      ...(chance() < 0.03 && { consent: { purposes: ['necessary' as const] } }),
      id: `event-${visitor}-${session}-${place}`,
      visitorId: `visitor-${visitor}`,
    };
  });
};

const shoppers = Array.from({ length: sessions / 2 }, (_, visitor) => {
  const first = randomSession(visitor, 0, noonMs + chance() * 240 * hourMs);
  return [first, randomSession(visitor, 1, (first.at(-1)?.atMs ?? noonMs) + (1 + chance() * 200) * hourMs)].flat();
});

type Row = readonly (number | null)[];

/** As a device does it: event by event, with what was known so far read back from where it was kept in between. */
const rowsOnDevice = (events: readonly AisleEvent[]): readonly Row[] => {
  let profile: Profile = emptyProfile;
  const restartAt = Math.floor(events.length / 2);
  return events.map((event, place) => {
    if (place === restartAt) profile = JSON.parse(JSON.stringify(profile)) as Profile;
    profile = reduceProfile(profile, event);
    return featuresOf(names)(factsOf(profile, { nowMs: event.atMs, page: { path: '/' } }), { profile });
  });
};

/** As training does it: everybody's events in one stream, and a row for each moment that it looks at. */
const rowsInTraining = (): ReadonlyMap<string, readonly Row[]> => {
  const replay = createReplay(readyOptions({ features: names }));
  const byVisitor = new Map<number, Row[]>();
  // Everybody's first session, then everybody's second: between the two come thousands of others.
  const sessionOf = ({ id }: AisleEvent) => Number(id.split('-')[2]);
  const order = shoppers.flat().toSorted((a, b) => sessionOf(a) - sessionOf(b));
  const visitors = new Set<string>();
  for (const event of order) {
    if (event.consent.purposes.includes('personalization')) visitors.add(event.visitorId ?? '');
    replay.add(event);
  }
  const { table, places, features } = replay.end();
  const seen = features(places);
  for (const place of places) {
    const row = Array.from(seen.row(place), (x) => (Number.isNaN(x) ? null : x));
    byVisitor.set(table.visitor(place), [...(byVisitor.get(table.visitor(place)) ?? []), row]);
  }
  const ids = [...visitors];
  return new Map([...byVisitor].map(([visitor, rows]) => [ids[visitor] ?? '', rows]));
};

it('10,000 random sessions: training and a device see the same features and say the same number, to the last bit', async () => {
  const shop = seededShop({ seed: 3, visitors: 400, days: 10 });
  const models = await Promise.all(
    (['logistic', 'trees'] as const).map(
      async (kind) => (await trainPropensity(shop, { kind, features: names })).model,
    ),
  );
  const inTraining = rowsInTraining();
  const says = (row: Row) => models.map((model: PropensityModel) => predict(model, row));
  let [compared, missed] = [0, 0];
  const different = new Set<string>();
  for (const [visitor, events] of shoppers.entries()) {
    const id = `visitor-${visitor}`;
    const onDevice = rowsOnDevice(events).map((row) => JSON.stringify([row, says(row)]));
    for (const row of inTraining.get(id) ?? []) {
      compared += 1;
      // Numbers in JSON come back to the last bit.
      if (!onDevice.includes(JSON.stringify([row, says(row)]))) missed += 1;
    }
    different.add(onDevice.at(-1) ?? '');
  }
  expect(missed).toBe(0);
  expect(compared).toBeGreaterThan(sessions * 2);
  expect(different.size).toBeGreaterThan(sessions / 4);
}, 120_000);
