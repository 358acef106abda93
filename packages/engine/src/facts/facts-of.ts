import type { Context } from '../decide/decision.js';
import type { Accumulator } from '../history/history.js';
import { readHistory } from '../history/read-history.js';
import { own } from '../own.js';
import { interestsAt } from '../profile/affinity.js';
import type { Profile } from '../profile/profile.js';
import type { PublishedPlaybook } from '../publish/published.js';
import { wallTimeAt } from './clock.js';

/** Facts as conditions see them, and those that the engine finds out on the way. */
export interface FactsInProgress {
  readonly [root: string]: unknown;
  /** The segments entered so far. */
  readonly segments: string[];
  stage: string | null;
  /** Worked out when asked. */
  readonly scores: Readonly<Record<string, unknown>>;
  readonly history: Readonly<Record<string, unknown>>;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

// Undefined, not null: null is less than 7, and "never" must not pass for "within 7 days".
const timeSince = (atMs: number | null, nowMs: number, unitMs: number): number | undefined =>
  atMs === null ? undefined : Math.max(0, nowMs - atMs) / unitMs;

const cartFacts = ({ lines, changedAtMs, checkoutAtMs }: Profile['cart'], nowMs: number) => ({
  lines: lines.length,
  quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  value: lines.reduce((sum, line) => sum + line.quantity * (own(line, 'price') ?? 0), 0),
  items: lines.map(({ itemId }) => itemId),
  hoursSinceChange: timeSince(changedAtMs, nowMs, hourMs),
  checkoutStarted: checkoutAtMs !== null,
  hoursSinceCheckout: timeSince(checkoutAtMs, nowMs, hourMs),
});

const sessionFacts = (session: Profile['session'], nowMs: number): Record<string, unknown> => ({
  counts: session.counts,
  hours: timeSince(session.startedAtMs, nowMs, hourMs),
  depth: own(session.counts, 'page_view') ?? 0,
  daysAway: session.awayMs === null ? undefined : session.awayMs / dayMs,
});

const affinityFacts = ({ category, brand, price }: Profile['affinity'], nowMs: number) => {
  const [categories = [], brands = [], prices = []] = [category, brand, price].map((interests) =>
    interestsAt(interests, nowMs),
  );
  // A dot in a name would be read as a path.
  const named = (interests: typeof categories) =>
    Object.fromEntries(interests.map(([name, weight]) => [name.replaceAll('.', '_'), weight]));
  return {
    category: named(categories),
    brand: named(brands),
    price: named(prices),
    topCategory: categories[0]?.[0],
    topCategoryWeight: categories[0]?.[1],
    topBrand: brands[0]?.[0],
    topPriceBand: prices[0]?.[0],
  };
};

/** Gives the facts that conditions see; `docs/facts.md` lists them. What is dear is worked out when a condition asks, once. */
export const factsOf = (profile: Profile, context: Context, playbook?: PublishedPlaybook | null): FactsInProgress => {
  const { session, orders, firstAtMs, lastAtMs } = profile;
  const { nowMs } = context;
  let affinity: object | undefined;
  let time: object | undefined;
  let zones: object | undefined;
  let visit: object | undefined;
  const past: Partial<Record<Accumulator['space'], object>> = Object.create(null);
  const read = (space: Accumulator['space']) =>
    (past[space] ??= Object.fromEntries(
      (playbook?.accumulators ?? [])
        .filter((accumulator) => accumulator.space === space)
        .map((accumulator) => [accumulator.id, readHistory(profile, accumulator, nowMs)]),
    )) as Record<string, unknown>;
  return {
    consent: {},
    ...context,
    profile: {
      sessions: profile.sessions,
      visits: profile.visits,
      counts: profile.counts,
      daysSinceFirst: timeSince(firstAtMs, nowMs, dayMs),
      daysSinceLast: timeSince(lastAtMs, nowMs, dayMs),
    },
    cart: cartFacts(profile.cart, nowMs),
    orders: {
      count: orders.count,
      value: orders.value,
      average: orders.count ? orders.value / orders.count : undefined,
      daysSinceLast: timeSince(orders.lastAtMs, nowMs, dayMs),
    },
    traits: profile.traits,
    segments: [],
    stage: null,
    // Decay costs a hundred powers, a calendar some microseconds.
    get affinity() {
      return (affinity ??= affinityFacts(profile.affinity, nowMs));
    },
    get session() {
      return (visit ??= { ...sessionFacts(session, nowMs), ...read('session') });
    },
    get campaign() {
      return read('campaign');
    },
    get history() {
      return read('history');
    },
    get scores() {
      return read('scores');
    },
    get time() {
      return (time ??= wallTimeAt(nowMs, own(context, 'timeZone')));
    },
    get zones() {
      return (zones ??= Object.fromEntries((playbook?.zones ?? []).map((zone) => [zone, wallTimeAt(nowMs, zone)])));
    },
  };
};
