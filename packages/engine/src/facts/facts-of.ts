import type { Facts } from '../condition/matches.js';
import { own } from '../own.js';
import type { Context } from '../decide/decision.js';
import { interestsAt } from '../profile/affinity.js';
import type { Profile } from '../profile/profile.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

// Undefined, not null: null is less than 7, and "never" must not pass for "within 7 days".
const timeSince = (atMs: number | null, nowMs: number, unitMs: number): number | undefined =>
  atMs === null ? undefined : Math.max(0, nowMs - atMs) / unitMs;

const hoursSince = (atMs: number | null, nowMs: number): number | undefined => timeSince(atMs, nowMs, hourMs);
const daysSince = (atMs: number | null, nowMs: number): number | undefined => timeSince(atMs, nowMs, dayMs);

// A dot in a name would be read as a path.
const named = (interests: readonly (readonly [string, number])[]): Readonly<Record<string, number>> =>
  Object.fromEntries(interests.map(([name, weight]) => [name.replaceAll('.', '_'), weight]));

const cartFacts = ({ lines, changedAtMs, checkoutAtMs }: Profile['cart'], nowMs: number): Facts => ({
  lines: lines.length,
  quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  value: lines.reduce((sum, line) => sum + line.quantity * (own(line, 'price') ?? 0), 0),
  items: lines.map(({ itemId }) => itemId),
  hoursSinceChange: hoursSince(changedAtMs, nowMs),
  checkoutStarted: checkoutAtMs !== null,
  hoursSinceCheckout: hoursSince(checkoutAtMs, nowMs),
});

const affinityFacts = (affinity: Profile['affinity'], nowMs: number): Facts => {
  const category = interestsAt(affinity.category, nowMs);
  const brand = interestsAt(affinity.brand, nowMs);
  return {
    category: named(category),
    brand: named(brand),
    topCategory: category[0]?.[0],
    topBrand: brand[0]?.[0],
  };
};

/**
 * Gives the facts that conditions see; `docs/facts.md` lists them.
 *
 * @param extra - Facts laid beside these, such as `segments`.
 */
export const factsOf = (profile: Profile, context: Context, extra?: Facts): Facts => {
  const { nowMs, page } = context;
  let affinity: Facts | undefined;
  return {
    profile: {
      sessions: profile.sessions,
      visits: profile.visits,
      counts: profile.counts,
      daysSinceFirst: daysSince(profile.firstAtMs, nowMs),
      daysSinceLast: daysSince(profile.lastAtMs, nowMs),
    },
    session: {
      counts: profile.session.counts,
      hours: hoursSince(profile.session.startedAtMs, nowMs),
    },
    cart: cartFacts(profile.cart, nowMs),
    orders: {
      count: profile.orders.count,
      value: profile.orders.value,
      daysSinceLast: daysSince(profile.orders.lastAtMs, nowMs),
    },
    // Decay costs a hundred powers; few conditions ask.
    get affinity() {
      return (affinity ??= affinityFacts(profile.affinity, nowMs));
    },
    page,
    consent: own(context, 'consent') ?? {},
    ...extra,
  };
};
