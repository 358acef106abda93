import { decayed } from '../history/history.js';
import { own } from '../own.js';
import type { ItemReading } from './item-reading.js';
import type { Decaying, Profile } from './profile.js';

type Interests = Readonly<Record<string, Decaying>>;

const halfLifeMs = 14 * 86_400_000;
const maxKept = 50;

/** Gives what is left of a weight at a moment; before its own time it is whole. */
export const affinityAt = ({ weight, atMs }: Decaying, nowMs: number): number =>
  decayed(weight, nowMs - atMs, halfLifeMs);

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
  const next: Record<string, Decaying> = { ...interests };
  for (const name of names) {
    const had = own(next, name) ?? { weight: 0, atMs: more.atMs };
    // The later of the two times: events fold to the same interest in whatever order they arrive.
    const atMs = Math.max(had.atMs, more.atMs);
    next[name] = { weight: affinityAt(had, atMs) + affinityAt(more, atMs), atMs };
  }
  const all = Object.entries(next);
  return all.length > maxKept
    ? Object.fromEntries(all.toSorted((a, b) => rankOf(b[1]) - rankOf(a[1])).slice(0, maxKept))
    : next;
};

const bounds = [1_000, 500, 250, 100, 50, 25, 10];

/** Names the band of a price by where it begins: 0, 10, 25, 50, 100, 250, 500 or 1000 of the shop's currency. */
export const priceBandOf = (price: number): string => String(bounds.find((bound) => price >= bound) ?? 0);

/** Adds a weight to the interest in each item's categories, brand and price band. */
export const addInterest = (
  { category, brand, price }: Profile['affinity'],
  items: readonly ItemReading[],
  more: Decaying,
): Profile['affinity'] => {
  const each = (interests: Interests, namesOf: (item: ItemReading) => readonly string[]): Interests =>
    add(interests, items.flatMap(namesOf), more);
  return {
    category: each(category, (item) => item.categories),
    brand: each(brand, (item) => [own(item, 'brand') ?? []].flat()),
    price: each(price, (item) => [own(item, 'price') ?? []].flat().map(priceBandOf)),
  };
};
