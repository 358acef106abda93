import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRecommender } from '@aisle/engine';
import { type AisleEvent, eventSchema, problemsOf } from '@aisle/schema';
import { createSessionCollector, trainNeighbours } from '@aisle/trainer';
import { beforeAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../examples/simulator/simulate.mjs', import.meta.url));
const textOf = (...words: readonly string[]) =>
  execFileSync(process.execPath, [script, ...words], { encoding: 'utf8', maxBuffer: 2 ** 27 });
const eventsIn = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AisleEvent);

const [TEAPOT, TEA_TIN, KETTLE, CANDLES, CANDLESTICK] = ['SB-1307', 'SB-1308', 'SB-1306', 'SB-3107', 'SB-3108'];
const SOLD_OUT = 'SB-3208';

let text: string;
let events: readonly AisleEvent[];
beforeAll(() => {
  text = textOf('--sessions', '4000');
  events = eventsIn(text);
});

const itemIdsOf = ({ params }: AisleEvent) => (params.items ?? []).map(({ item_id: itemId }) => itemId);
const bySession = () => {
  const sessions = new Map<string, AisleEvent[]>();
  for (const event of events) sessions.set(event.sessionId, [...(sessions.get(event.sessionId) ?? []), event]);
  return [...sessions.values()];
};
const countsOf = (of: readonly AisleEvent[]) => {
  const counts = new Map<string, number>();
  for (const itemId of of.flatMap(itemIdsOf)) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([itemId]) => itemId);
};

it('gives the same bytes for the same seed, and others for another', () => {
  const few = ['--sessions', '300'];
  expect(textOf(...few)).toBe(textOf(...few));
  expect(textOf(...few, '--seed', '8')).not.toBe(textOf(...few));
});

it('writes events as they are on the wire, each id once', () => {
  expect(events.flatMap((event) => problemsOf(eventSchema, event))).toEqual([]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

it('numbers the events of a visit in the order in which they happened', () => {
  for (const of of bySession()) {
    expect(of.map(({ seq }) => seq)).toEqual(of.map((_, at) => at));
    expect(of.map(({ atMs }) => atMs)).toEqual(of.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  }
});

it('gives an id only to who agreed to personalization, and labels bots', () => {
  const [known, unknown] = [true, false].map((is) =>
    events.filter(({ consent }) => consent.purposes.includes('personalization') === is),
  );
  expect(known?.every(({ visitorId }) => visitorId)).toBe(true);
  expect(unknown?.some(({ visitorId }) => visitorId)).toBe(false);
  expect(unknown?.length).toBeGreaterThan(100);
  expect(events.some(({ traffic }) => traffic === 'bot')).toBe(true);
});

it('sells nothing that is sold out', () => {
  const of = (name: string) => events.filter((event) => event.name === name && itemIdsOf(event).includes(SOLD_OUT));
  expect(of('view_item').length).toBeGreaterThan(0);
  expect(of('add_to_cart')).toEqual([]);
  expect(of('purchase')).toEqual([]);
});

it('has other things in fashion at the end than what is popular all the time', () => {
  const views = events.filter(({ name, traffic }) => name === 'view_item' && !traffic);
  const endMs = Math.max(...views.map(({ atMs }) => atMs));
  const lately = views.filter(({ atMs }) => atMs > endMs - 7 * 86_400_000);
  expect(countsOf(lately).slice(0, 5)).not.toEqual(countsOf(views).slice(0, 5));
});

it('teaches a model what goes together', () => {
  const orders = events
    .filter(({ name, traffic }) => name === 'purchase' && !traffic)
    .map((event) => itemIdsOf(event).map((itemId) => ({ itemId, type: event.name, atMs: event.atMs })));
  const together = createRecommender(trainNeighbours(orders, { floor: 2 }));
  expect(together.recommend([TEAPOT], { limit: 3 }).some((id) => id === TEA_TIN || id === KETTLE)).toBe(true);
  expect(together.recommend([CANDLES], { limit: 3 })).toContain(CANDLESTICK);
});

it('teaches a model that shoppers compare what stands on one shelf', () => {
  const collector = createSessionCollector();
  for (const event of events) collector.add(event);
  const neighbours = createRecommender(trainNeighbours(collector.sessions()));
  const group = events
    .flatMap(({ params }) => params.items ?? [])
    .filter((item) => item.item_category2 === 'Coffee and tea');
  const ids = new Set(group.map(({ item_id: itemId }) => itemId));
  const shown = neighbours.recommend([TEAPOT], { limit: 6 });
  expect(shown.filter((itemId) => ids.has(itemId)).length).toBeGreaterThanOrEqual(3);
});
