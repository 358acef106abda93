import { own } from '../own.js';
import type { ItemReading } from './item-reading.js';
import type { Decaying, Profile } from './profile.js';

type Interests = Readonly<Record<string, Decaying>>;

const halfLifeMs = 14 * 86_400_000;
const maxKept = 50;

/** Gives what is left of a weight at a moment; before its own time it is whole. */
export const affinityAt = ({ weight, atMs }: Decaying, nowMs: number): number =>
  weight * 2 ** (Math.min(0, atMs - nowMs) / halfLifeMs);

/** Gives every interest at a moment, the strongest first. */
export const interestsAt = (
  interests: Interests,
  nowMs: number,
): readonly (readonly [name: string, weight: number])[] =>
  Object.entries(interests)
    .map(([name, decaying]) => [name, affinityAt(decaying, nowMs)] as const)
    .toSorted((a, b) => b[1] - a[1]);

// Two weights compare the same way at every later moment, so no clock is needed to rank them.
const rankOf = ({ weight, atMs }: Decaying): number => Math.log2(weight) + atMs / halfLifeMs;

const add = (interests: Interests, names: readonly string[], more: Decaying): Interests => {
  if (names.length === 0) return interests;
  const next = new Map(Object.entries(interests));
  for (const name of names) {
    const had = next.get(name) ?? { weight: 0, atMs: more.atMs };
    // The later of the two times: events fold to the same interest in whatever order they arrive.
    const atMs = Math.max(had.atMs, more.atMs);
    next.set(name, { weight: affinityAt(had, atMs) + affinityAt(more, atMs), atMs });
  }
  const all = [...next];
  return Object.fromEntries(
    all.length > maxKept ? all.toSorted((a, b) => rankOf(b[1]) - rankOf(a[1])).slice(0, maxKept) : all,
  );
};

/** Adds a weight to the interest in each item's categories and brand. */
export const addInterest = (
  { category, brand }: Profile['affinity'],
  items: readonly ItemReading[],
  more: Decaying,
): Profile['affinity'] => ({
  category: add(
    category,
    items.flatMap(({ categories }) => categories),
    more,
  ),
  brand: add(
    brand,
    items.flatMap((item) => own(item, 'brand') ?? []),
    more,
  ),
});
