import { valueAt } from '../condition/operators.js';
import { type FactsInProgress, factsOf } from '../facts/facts-of.js';
import { own } from '../own.js';
import { emptyProfile } from '../profile/empty-profile.js';
import type { Profile } from '../profile/profile.js';

/** Of what the names mean: a change of meaning is a new version, and models of another one are refused. */
export const featuresVersion = 1;

/** A number, or null for what never happened or is not known. */
export type Feature = number | null;

/** Whom features are read of, and for which category where a model asks for one. */
export interface FeatureSubject {
  readonly profile: Profile;
  readonly category?: string | undefined;
}

interface Categorised {
  readonly categories: readonly string[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostCategories = 8;
const counts = /^(session|profile)\.counts\.[a-z]\w*$/i;

/** The categories a shopper may buy from next: those of the items seen, the newest first, at most 8. */
export const categoriesSeen = ({ recents }: Profile): readonly string[] =>
  [...new Set(recents.flatMap(({ categories }) => categories))].slice(0, mostCategories);

// Of none it is not a number, which is read as not known.
const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

const shareOf = (category: string | undefined, items: readonly Categorised[]): number =>
  meanOf(items.map(({ categories }) => Number(categories.includes(category as string))));

// Facts, and what is worked out here. Nothing of it takes a logarithm, a power or a time zone: those differ from engine to
// engine, or are in no event.
const readable = (facts: FactsInProgress, { profile, category }: FeatureSubject): object => {
  const { recents, session, cart } = profile;
  const nowMs = Number(facts['nowMs']);
  const seen = recents.filter(({ atMs }) => atMs >= Number(session.startedAtMs));
  const prices = seen.flatMap((item) => own(item, 'price') ?? []);
  return {
    session: facts['session'],
    profile: facts['profile'],
    cart: facts['cart'],
    orders: facts['orders'],
    items: {
      seen: seen.length,
      repeats: Math.max(0, ...seen.map(({ views }) => views)),
      lastPrice: prices[0],
      meanPrice: meanOf(prices),
      focus: shareOf(seen[0]?.categories[0], seen),
    },
    // Not the shopper's own clock: no event says which that is.
    utc: { hour: (nowMs % dayMs) / hourMs, weekday: Math.floor(nowMs / dayMs + 4) % 7 },
    category: category !== undefined && {
      share: shareOf(category, seen),
      last: shareOf(category, seen.slice(0, 1)),
      cartShare: shareOf(category, cart.lines),
      everShare: shareOf(category, recents),
    },
  };
};

/** Tells whether a name is a feature of this version: a fact that is a number, or what is worked out from the items seen. */
export const isFeature = (name: string, category?: string): boolean => {
  const nobody = factsOf(emptyProfile, { nowMs: 0, page: { path: '' } });
  const value = valueAt(readable(nobody, { profile: emptyProfile, category }), name.split('.'));
  // Undefined is there, and never happened to nobody; null is not there.
  return counts.test(name) || typeof value !== 'object';
};

/** Reads features of a shopper, whose facts are as `factsOf` gives them. */
export type ReadFeatures = (facts: FactsInProgress, subject: FeatureSubject) => readonly Feature[];

/**
 * Makes ready to read the features of a model, in the order of its names. Trainer and page both read them by this and by nothing
 * else.
 */
export const featuresOf = (names: readonly string[]): ReadFeatures => {
  // No events of a name are 0, not unknown.
  const paths = names.map((name) => [name.split('.'), counts.test(name) ? 0 : NaN] as const);
  return (facts, subject) => {
    const from = readable(facts, subject);
    return paths.map(([path, absent]) => {
      // A yes is 1.
      const number = Number(valueAt(from, path) ?? absent);
      return Number.isFinite(number) ? number : null;
    });
  };
};
