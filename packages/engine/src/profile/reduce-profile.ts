import type { AisleEvent } from '@aisle/schema';
import type { Arm } from '../decide/decision.js';
import { foldHistory } from '../history/fold-history.js';
import type { Accumulator } from '../history/history.js';
import { objectsIn, own } from '../own.js';
import { addInterest } from './affinity.js';
import { addToCart, buyCart, laterOf, removeFromCart, replaceCart } from './cart.js';
import { amountOf, type ItemReading, readItems, valueOf } from './item-reading.js';
import { emptyProfile } from './empty-profile.js';
import { forgetMuted, mutedIn, unmuted } from './muted.js';
import type { Assigned, Profile } from './profile.js';
import { addRecents } from './recents.js';

type Fold = (profile: Profile, event: AisleEvent, items: readonly ItemReading[]) => Partial<Profile>;

const dayMs = 86_400_000;

/** How much interest an event shows in what it is about. */
const weights: Readonly<Record<string, number>> = { view_item: 1, add_to_wishlist: 2, add_to_cart: 3, purchase: 4 };

// What an event means beyond having happened and showing interest. Names that are not here are counted, nothing more.
const folds: Readonly<Record<string, Fold>> = {
  view_item: ({ recents }, { atMs }, items) => ({ recents: addRecents(recents, items, atMs) }),
  add_to_cart: ({ cart }, { atMs }, items) => ({ cart: addToCart(cart, items, atMs) }),
  remove_from_cart: ({ cart }, { atMs }, items) => ({ cart: removeFromCart(cart, items, atMs) }),
  view_cart: ({ cart }, { atMs, params }, items) =>
    Array.isArray(own(params, 'items')) ? { cart: replaceCart(cart, items, atMs) } : {},
  begin_checkout: ({ cart, orders }, { atMs }) =>
    (orders.lastAtMs ?? 0) > atMs ? {} : { cart: { ...cart, checkoutAtMs: laterOf(cart.checkoutAtMs, atMs) } },
  purchase: ({ cart, orders }, event, items) => ({
    cart: buyCart(cart, items, event.atMs),
    orders: {
      count: orders.count + 1,
      value: orders.value + valueOf(event, items),
      lastAtMs: laterOf(orders.lastAtMs, event.atMs),
      transactionIds: [...orderIdsOf(event), ...orders.transactionIds].slice(0, 50),
      itemIds: [...new Set([...items.map(({ itemId }) => itemId), ...orders.itemIds])].slice(0, 200),
    },
  }),
  refund: ({ orders }, event, items) => ({ orders: { ...orders, value: orders.value - valueOf(event, items) } }),
  // An arm that was seen stays: sticky is a fold of exposures like all else.
  x_exposure: ({ assigned }, { params }) => ({
    assigned: {
      ...assigned,
      ...Object.fromEntries(
        objectsIn(own(params, 'experiments') as readonly Arm[])
          .filter((arm) => typeof own(arm, 'id') === 'string')
          .map(assignedIn),
      ),
    },
  }),
  x_traits: (profile, { params }) => ({
    traits: { ...profile.traits, ...params },
    ...(Object.hasOwn(params, 'muted') && forgetMuted(profile, mutedIn(params))),
  }),
};

const assignedIn = (arm: Arm): readonly [string, Assigned] => [
  arm.id,
  [own(arm, 'variation') ?? '', own(arm, 'version') ?? 0],
];

const orderIdsOf = ({ name, params }: AisleEvent): readonly string[] => {
  const id = own(params, 'transaction_id');
  return name === 'purchase' && typeof id === 'string' && id ? [id] : [];
};

const withoutMuted = ({ traits }: Profile, event: AisleEvent): AisleEvent =>
  unmuted(event, mutedIn(traits)) ?? { ...event, params: {} };

const foldMeaning = (profile: Profile, event: AisleEvent): Partial<Profile> => {
  const { name, atMs } = event;
  // What is bought is bought; only what it says about a taste may be muted.
  const items = readItems(name === 'view_item' ? withoutMuted(profile, event) : event);
  const weight = own(weights, name);
  return {
    ...(weight && {
      affinity: addInterest(profile.affinity, readItems(withoutMuted(profile, event)), { weight, atMs }),
    }),
    ...own(folds, name)?.(profile, event, items),
  };
};

const counted = (counts: Readonly<Record<string, number>>, name: string) => ({
  ...counts,
  [name]: (own(counts, name) ?? 0) + 1,
});

const foldSession = (
  { session, sessions, lastAtMs }: Profile,
  { sessionId, atMs, name }: AisleEvent,
): Partial<Profile> => {
  const { id, earlierIds, counts } = session;
  const startedAtMs = session.startedAtMs ?? atMs;
  if (id === sessionId)
    return { session: { ...session, startedAtMs: Math.min(startedAtMs, atMs), counts: counted(counts, name) } };
  const isKnown = earlierIds.includes(sessionId);
  // What an earlier session still had to say does not bring it back.
  if (isKnown && atMs < startedAtMs) return {};
  const others = [id ?? '', ...earlierIds].filter((other) => other && other !== sessionId);
  return {
    sessions: sessions + (isKnown ? 0 : 1),
    session: {
      ...emptyProfile.session,
      id: sessionId,
      startedAtMs: atMs,
      counts: counted({}, name),
      earlierIds: others.slice(0, 8),
      awayMs: lastAtMs === null ? null : Math.max(0, atMs - lastAtMs),
    },
  };
};

const foldVisit = ({ visits, visitDays }: Profile, atMs: number): Partial<Profile> => {
  const day = Math.floor(atMs / dayMs);
  return visitDays.includes(day) ? {} : { visits: visits + 1, visitDays: [day, ...visitDays].slice(0, 60) };
};

const isAllowed = ({ consent, atMs }: AisleEvent): boolean => {
  const purposes = own(consent, 'purposes');
  return amountOf(atMs) !== undefined && Array.isArray(purposes) && purposes.includes('personalization');
};

/**
 * Folds one event into a profile and leaves the old profile as it was.
 *
 * Never throws; an event captured without consent to personalization changes nothing. Events may arrive late: what
 * can be put in its place by time is, and what is newer stays. Each event must be offered once.
 *
 * @param accumulators - Of the published playbook. One whose past was not read yet stays absent: see `replayHistory`.
 */
export const reduceProfile = (
  profile: Profile,
  event: AisleEvent,
  accumulators: readonly Accumulator[] = [],
): Profile => {
  if (!isAllowed(event)) return profile;
  const { name, atMs } = event;
  const next = {
    ...profile,
    firstAtMs: Math.min(profile.firstAtMs ?? atMs, atMs),
    lastAtMs: laterOf(profile.lastAtMs, atMs),
    counts: counted(profile.counts, name),
    ...foldVisit(profile, atMs),
    ...foldSession(profile, event),
  };
  // Without an id an order always counts; with one it counts once, however often the page is reloaded.
  if (orderIdsOf(event).some((id) => profile.orders.transactionIds.includes(id))) return next;
  const meant = { ...next, ...foldMeaning(next, event) };
  const counting = unmuted(event, mutedIn(meant.traits));
  return counting
    ? {
        ...meant,
        history: foldHistory(meant.history, accumulators, [
          counting,
          next.session.startedAtMs,
          profile.firstAtMs === null,
        ]),
      }
    : meant;
};
