import { predict, readPropensity } from '@aisle/engine';
import { propensitySchema } from '@aisle/schema';
import { trainPropensity } from '@aisle/trainer';
import { describe, expect, it, vi } from 'vitest';
import { eventOf } from '../../engine/build-events.js';
import { seededShop } from './seeded-shop.js';

// Other work on the machine must not fail a training.
vi.setConfig({ testTimeout: 60_000 });

const shop = seededShop({ seed: 7, visitors: 1_000, days: 20 });
const trained = await trainPropensity(shop);
/** For questions that any model answers. */
const quick = { kind: 'logistic', features: ['session.counts.add_to_cart', 'items.seen'] } as const;
const quickly = await trainPropensity(shop, quick);

describe('a model trained on a shop of which the truth is known', () => {
  it('is one that a page and the schema accept, in a few kB', () => {
    expect(readPropensity(trained.json).refused).toBeNull();
    expect(propensitySchema.safeParse(JSON.parse(trained.json)).error).toBeUndefined();
    expect(trained.json.length).toBeLessThan(16_000);
  });

  it('tells buyers from others on days that it has not seen', () => {
    expect(trained.metrics.auc).toBeGreaterThan(0.75);
    expect(trained.metrics.brier).toBeLessThan(trained.metrics.baseBrier * 0.85);
  });

  it('says 0.6 of who has a cart, and almost nothing of who has none', () => {
    const { model } = trained;
    const saysOf = (carts: number) =>
      predict(
        model,
        model.features.names.map((name) => {
          if (/add_to_cart|^cart\.(lines|quantity)/.test(name)) return carts;
          return /view_item$|page_view|^profile\.(sessions|visits)|items\.seen/.test(name) ? 2 : null;
        }),
      );
    expect(saysOf(1)).toBeGreaterThan(0.45);
    expect(saysOf(1)).toBeLessThan(0.75);
    expect(saysOf(0)).toBeLessThan(0.3);
  });

  it('is calibrated: what it says on average came true', () => {
    const { curve, examples, positives } = trained.metrics;
    const said = curve.reduce((sum, [predicted, , count]) => sum + predicted * count, 0) / examples;
    expect(Math.abs(said - positives / examples)).toBeLessThan(0.03);
  });

  it('is the same to the last byte when it is trained again', async () => {
    expect((await trainPropensity(shop)).json).toBe(trained.json);
  });

  it('is another version when it was trained on something else', async () => {
    expect((await trainPropensity(shop.slice(0, -200), quick)).model.version).not.toBe(quickly.model.version);
  });

  it('is of the kind that says best what was held out', () => {
    const { logistic = 0, trees = 0 } = trained.losses;
    expect(trained.model.kind).toBe(logistic <= trees ? 'logistic' : 'trees');
  });
});

it.each(['logistic', 'trees'] as const)('a model of kind %s alone can be asked for', async (kind) => {
  const { model, metrics, losses } = await trainPropensity(shop, { kind, id: 'will-buy' });
  expect([model.kind, model.id, Object.keys(losses)]).toEqual([kind, 'will-buy', [kind]]);
  expect(metrics.auc).toBeGreaterThan(0.75);
});

it('events come as a stream, and its reader hears how far it is', async () => {
  const heard: number[] = [];
  async function* stream() {
    yield* shop;
  }
  const streamed = await trainPropensity(stream(), { ...quick, onProgress: (events) => heard.push(events) });
  expect(streamed.json).toBe(quickly.json);
  expect(heard.at(-1)).toBe(shop.length);
});

it('bots, previews and who did not consent are not learned from', async () => {
  const others = shop.flatMap((event, place) => {
    const sessionId = `other-${event.sessionId}`;
    const other = { ...event, sessionId, visitorId: `other-${event.visitorId}`, name: 'purchase' };
    const consent = { purposes: ['necessary' as const, 'measurement' as const] };
    return [
      event,
      place % 3 === 2 ? { ...other, consent } : ({ ...other, traffic: place % 3 ? 'bot' : 'preview' } as const),
    ];
  });
  const { json, leftOut } = await trainPropensity(others, quick);
  expect(json).toBe(quickly.json);
  expect(leftOut['bot']).toBeGreaterThan(0);
  expect(leftOut['preview']).toBeGreaterThan(0);
  expect(leftOut['no consent']).toBeGreaterThan(0);
});

it('who does not come again is learned from whole windows', async () => {
  const { model, metrics } = await trainPropensity(shop, { target: 'churn', days: 3, kind: 'trees' });
  expect(model).toMatchObject({ id: 'churn', target: 'churn', days: 3 });
  // Only buyers come again.
  expect(metrics.auc).toBeGreaterThan(0.55);
  expect(metrics.positives).toBeLessThan(metrics.examples);
});

it('one clock that is a year ahead neither moves what is measured nor makes all shoppers gone', async () => {
  const last = shop.at(-1) ?? eventOf({ name: 'page_view' });
  const wrong = { ...last, id: 'wrong', sessionId: 'wrong', visitorId: 'wrong', atMs: last.atMs + 365 * 86_400_000 };
  const { model, metrics } = await trainPropensity([...shop, wrong], quick);
  expect(metrics.examples).toBeGreaterThan(quickly.metrics.examples * 0.9);
  expect(model.trainedOn?.untilMs).toBeLessThanOrEqual(last.atMs);
  await expect(trainPropensity([...shop, wrong], { ...quick, target: 'churn' })).rejects.toThrow(/^churn: /);
});

it('a model of which no moment could be measured is not handed out', async () => {
  // Seconds, in which no session can begin and end.
  await expect(trainPropensity(shop, { ...quick, testShare: 1e-5 })).rejects.toThrow(
    /^buy: no moment of the last days .* hand in more events/,
  );
});

it('an order in a category is learned for all categories at once', async () => {
  const { model } = await trainPropensity(shop, { target: 'category', kind: 'logistic' });
  expect(model.features.names).toContain('category.share');
  expect(readPropensity(model).refused).toBeNull();
});

it('features can be chosen', async () => {
  const features = ['session.counts.add_to_cart', 'session.counts.newsletter_signup'];
  expect((await trainPropensity(shop, { features })).model.features).toEqual({ version: 1, names: features });
});

it.each([
  [{ target: 'love' as never }, 'target: write buy, churn or category'],
  [{ id: 'Buy!' }, 'id: write small letters, digits and hyphens'],
  [{ target: 'churn' as const, days: 0 }, 'days: write a number above 0'],
  [{ testShare: 1 }, 'testShare: write a share between 0 and 1'],
  [{ maxExamples: 10 }, 'maxExamples: write 1000 or more'],
  [{ features: [] }, 'features: name 1 to 256'],
  [{ features: ['cart.weight'] }, 'features: cart.weight is none: see docs/predict-a-purchase.md'],
  [{ features: ['category.last'] }, 'features: category.last is none: see docs/predict-a-purchase.md'],
  [{ features: ['cart.value', 'cart.value'] }, 'features: name each once'],
])('the options %j are refused: %s', async (options, message) => {
  await expect(trainPropensity([], options)).rejects.toThrow(message);
});

it('too little to learn from is said in numbers', async () => {
  await expect(trainPropensity(shop.slice(0, 50))).rejects.toThrow(/^buy: \d+ of \d+ moments came true/);
});

it('a recording is long enough for who stays away from the very days on that are asked for', async () => {
  const [first, last] = [shop[0], shop.at(-1)];
  const recorded = ((last?.atMs ?? 0) - (first?.atMs ?? 0)) / 86_400_000;
  // A quarter of the days less one is held back: as much again, and a quarter of it, is needed.
  const trainFor = async (days: number) => trainPropensity(shop, { ...quick, target: 'churn', days });
  await expect(trainFor(recorded / 2.2)).rejects.toThrow(/^churn: the events are of/);
  await expect(trainFor(recorded / 2.3)).rejects.toThrow(/^churn: \d+ of \d+ moments came true before/);
});

it('a recording shorter than the days of who stays away is said to be', async () => {
  await expect(trainPropensity(shop, { target: 'churn' })).rejects.toThrow(
    /^churn: the events are of \d+\.\d days, and more than 67\.5 are needed .* for 30: hand in events of more days$/,
  );
});

it.each([[null], [{}], [{ ...eventOf({ name: 'page_view' }), consent: null }]])('%j is no event', async (event) => {
  await expect(trainPropensity([event as never])).rejects.toThrow('event 0 is none');
});
