import type { SessionEvent } from '../neighbours/session-corpus.js';
import type { ItemTally } from './item-tally.js';
import { type TimeWindows, timeWindows } from './time-windows.js';

type Sessions = Iterable<readonly SessionEvent[]>;

/** What one go through sessions tells: names and times. */
export interface SessionSurvey {
  readonly sessions: Sessions;
  /** By number, in the order in which they came up. */
  readonly itemIds: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Sessions of each country. */
  readonly regions: ReadonlyMap<string, number>;
  readonly endsMs: Float64Array;
  readonly windows: TimeWindows | null;
}

/** A tally, and where it counts an item. */
export interface Counter {
  readonly tally: ItemTally;
  readonly placeOf: (item: number) => number | undefined;
}

/** What an event says of how wanted an item is; every other type counts 1. */
const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['add_to_cart', 1.5],
  ['purchase', 3],
]);

/** The country that a session was in. */
export const countryOf = (session: readonly SessionEvent[]): string | undefined =>
  session.find(({ region }) => region !== undefined)?.region;

/** Goes once through sessions. */
export const surveyOf = (sessions: Sessions): SessionSurvey => {
  const numbers = new Map<string, number>();
  const regions = new Map<string, number>();
  const ends: number[] = [];
  for (const session of sessions) {
    for (const { itemId } of session) if (!numbers.has(itemId)) numbers.set(itemId, numbers.size);
    ends.push(session.reduce((endMs, { atMs }) => Math.max(endMs, atMs ?? NaN), -Infinity));
    const region = countryOf(session);
    if (region !== undefined) regions.set(region, (regions.get(region) ?? 0) + 1);
  }
  const endsMs = Float64Array.from(ends);
  return { sessions, itemIds: [...numbers.keys()], numbers, regions, endsMs, windows: timeWindows(endsMs) };
};

/** What a session did with each of its items: the most that it did, so that looking ten times is looking. */
const wishesIn = (session: readonly SessionEvent[]): ReadonlyMap<string, number> => {
  const wishes = new Map<string, number>();
  for (const { itemId, type } of session) wishes.set(itemId, Math.max(wishes.get(itemId) ?? 0, WEIGHTS.get(type) ?? 1));
  return wishes;
};

const timeOf = ({ endsMs, windows }: SessionSurvey, session: number) => {
  const endMs = endsMs[session] ?? NaN;
  return { window: windows?.windowOf(endMs) ?? null, age: windows?.age(endMs) ?? 1 };
};

/** Goes through the sessions again, and counts each where it belongs. */
export const countIn = (
  survey: SessionSurvey,
  counterOf: (session: readonly SessionEvent[]) => Counter | undefined,
): void => {
  let at = -1;
  for (const session of survey.sessions) {
    at += 1;
    const counter = counterOf(session);
    if (!counter) continue;
    const { window, age } = timeOf(survey, at);
    counter.tally.session(window);
    for (const [itemId, wish] of wishesIn(session)) {
      const place = counter.placeOf(survey.numbers.get(itemId) ?? 0);
      if (place !== undefined) counter.tally.add(place, { weight: age * wish, window });
    }
  }
};
