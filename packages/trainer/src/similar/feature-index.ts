import { type DescribedItem, type Field, FIELD_SHARES } from './item-features.js';

/** One feature of an item, weighed by how rare it is. Of each field the squares add up to its share. */
export interface WeighedFeature {
  readonly feature: number;
  readonly weight: number;
}

/** Which items share what. */
export interface FeatureIndex {
  readonly featuresOf: (item: number) => readonly WeighedFeature[];
  /** Calls for items that have the feature, with its weight there: of very many the nearest in price. */
  readonly eachSharing: (feature: number, item: number, visit: (other: number, weight: number) => void) => void;
}

/** Bounds what a feature costs that half the catalogue has. */
const MOST_SHARING = 1_000;

interface Posting {
  readonly item: number;
  readonly weight: number;
}

const fields = Object.keys(FIELD_SHARES) as readonly Field[];

/** Numbers all features, and counts who has them. */
const countFeatures = (items: readonly DescribedItem[]) => {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const numbered = items.map(({ features }) =>
    fields.map((field) =>
      features[field].map((name) => {
        const key = `${field} ${name}`;
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        counts[number] = (counts[number] ?? 0) + 1;
        return number;
      }),
    ),
  );
  return { numbered, counts };
};

const weigh = (items: readonly DescribedItem[]) => {
  const { numbered, counts } = countFeatures(items);
  // What all have says nothing.
  const rarity = counts.map((count) => Math.log(1 + items.length / count));
  const weighed = numbered.map((ofItem) =>
    ofItem.flatMap((features, field) => {
      const length = Math.hypot(...features.map((feature) => rarity[feature] ?? 0)) || 1;
      const share = Math.sqrt(FIELD_SHARES[fields[field] ?? 'word']);
      return features.map((feature) => ({ feature, weight: (share * (rarity[feature] ?? 0)) / length }));
    }),
  );
  return { weighed, count: counts.length };
};

/** Indexes described items. */
export const indexFeatures = (items: readonly DescribedItem[]): FeatureIndex => {
  const { weighed, count } = weigh(items);
  const priceOf = (item: number): number => items[item]?.price ?? Infinity;
  const postings: Posting[][] = Array.from({ length: count }, () => []);
  const byPrice = items.map((_, item) => item).sort((a, b) => Math.sign(priceOf(a) - priceOf(b)) || a - b);
  const rank = new Uint32Array(items.length);
  byPrice.forEach((item, place) => {
    rank[item] = place;
    for (const { feature, weight } of weighed[item] ?? []) postings[feature]?.push({ item, weight });
  });
  const placeIn = (of: readonly Posting[], item: number): number => {
    let [low, high] = [0, of.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rank[of[middle]?.item ?? 0] ?? 0) < (rank[item] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    featuresOf: (item) => weighed[item] ?? [],
    eachSharing(feature, item, visit) {
      const of = postings[feature] ?? [];
      const from = of.length > MOST_SHARING ? Math.max(placeIn(of, item) - MOST_SHARING / 2, 0) : 0;
      const to = Math.min(from + MOST_SHARING, of.length);
      for (let at = from; at < to; at += 1) {
        const posting = of[at];
        if (posting && posting.item !== item) visit(posting.item, posting.weight);
      }
    },
  };
};
