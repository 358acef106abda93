import type { Stored } from './panel-view.js';

type Interests = Stored['head']['profile']['affinity']['category'];

export interface Interest {
  readonly name: string;
  /** Beside the strongest of its kind, 0–1. */
  readonly share: number;
}

/** As the profile is folded. */
const HALF_LIFE_MS = 14 * 86_400_000;
/** Where the bands of prices begin: each ends where the next one begins. */
const BANDS = [0, 10, 25, 50, 100, 250, 500, 1_000];

/** Gives the interests of one kind as they are now, the strongest first. */
export const interestsOf = (interests: Interests): readonly Interest[] => {
  const nowMs = Date.now();
  const weighed = Object.entries(interests).map(
    ([name, { weight, atMs }]) => [name, weight * 2 ** (Math.min(0, atMs - nowMs) / HALF_LIFE_MS)] as const,
  );
  const most = Math.max(...weighed.map(([, weight]) => weight));
  return weighed.toSorted((a, b) => b[1] - a[1]).map(([name, weight]) => ({ name, share: weight / most }));
};

/** Names of categories and brands that the shopper does not want used. */
export const mutedIn = ({ head }: Stored): readonly string[] => {
  const { muted } = head.profile.traits;
  return Array.isArray(muted) ? muted.filter((name) => typeof name === 'string') : [];
};

/** The shop's currency, as far as an event on this device named it. */
export const currencyIn = ({ log }: Stored): string | undefined =>
  log.findLast(({ params }) => params.currency)?.params.currency;

/** How a price band is written; the last one has no end, and `above` frames it. */
export interface BandWriting {
  readonly language: string;
  readonly currency: string | undefined;
  readonly above: (price: string) => string;
}

/** Writes a price band as people do, `€25 – €50`. */
export const bandName = (from: string, { language, currency, above }: BandWriting): string => {
  const format = new Intl.NumberFormat(
    language,
    currency ? { style: 'currency', currency, maximumFractionDigits: 0 } : undefined,
  );
  const start = Number(from);
  const end = BANDS[BANDS.indexOf(start) + 1];
  return end ? format.formatRange(start, end) : above(format.format(start));
};
