import type { Playbook } from '@aisle/schema';
import { type Finding, nameOr } from './finding.js';

type Recommenders = NonNullable<Playbook['recommenders']>;

/** The ids that a chain of fallbacks comes by, beginning with its first, until it ends or comes back. */
export const fallbacksFrom = (recommenders: Recommenders, index: number): readonly string[] => {
  const ids: string[] = [];
  let next = recommenders[index];
  while (next && !ids.includes(next.id)) {
    ids.push(next.id);
    const { fallback } = next;
    next = recommenders.find(({ id }) => id === fallback);
  }
  return next ? [...ids, next.id] : ids;
};

/** Says it once of a circle: where its first recommender stands. */
const circles = (recommenders: Recommenders): readonly Finding[] =>
  recommenders.flatMap(({ id, fallback }, index) => {
    const field = `recommenders[${index}].fallback`;
    if (fallback === id)
      return [{ field, message: `${id} falls back to itself`, fix: 'name another recommender, or take it out' }];
    const chain = fallbacksFrom(recommenders, index);
    const isFirst = recommenders.findIndex((one) => chain.includes(one.id)) === index;
    if (chain.lastIndexOf(id) < 1 || !isFirst) return [];
    const message = `the fallbacks come back to where they began: ${chain.join(' → ')}`;
    return [{ field, message, fix: 'let the last of them name popular, or nothing' }];
  });

const strangers = (recommenders: Recommenders): readonly Finding[] =>
  recommenders.flatMap(({ fallback }, index) => {
    if (fallback === undefined || recommenders.some(({ id }) => id === fallback)) return [];
    const field = `recommenders[${index}].fallback`;
    const known = recommenders.map(({ id }) => id);
    return [
      { field, message: `there is no recommender ${fallback}`, fix: nameOr(known, `add ${fallback} to recommenders`) },
    ];
  });

/** Items that a recommender names, each with its field. */
const itemsNamed = ({
  items: only = [],
  pins = [],
  boosts = [],
}: Recommenders[number]): readonly (readonly [field: string, item: string])[] => [
  ...only.map((item, at) => [`items[${at}]`, item] as const),
  ...pins.map(({ item }, at) => [`pins[${at}].item`, item] as const),
  ...boosts.flatMap(({ items = [] }, at) =>
    items.map((item, place) => [`boosts[${at}].items[${place}]`, item] as const),
  ),
];

/** Without a catalogue there is nothing to hold names against; that is said elsewhere. */
const unknownItems = (recommenders: Recommenders, catalogue: Playbook['catalogue'] = []): readonly Finding[] => {
  const known = new Set(catalogue.map(({ item_id }) => item_id));
  if (known.size === 0) return [];
  return recommenders.flatMap((recommender, index) =>
    itemsNamed(recommender).flatMap(([field, item]) =>
      known.has(item)
        ? []
        : [
            {
              field: `recommenders[${index}].${field}`,
              message: `there is no item ${item} in the catalogue`,
              fix: 'write its item_id as it stands there, add the item, or take it out',
            },
          ],
    ),
  );
};

const samePlaces = (recommenders: Recommenders): readonly Finding[] =>
  recommenders.flatMap(({ pins = [] }, index) =>
    pins.flatMap(({ item, place }, at) => {
      const first = pins.find((other) => other.place === place || other.item === item);
      if (!first || first === pins[at]) return [];
      const field = `recommenders[${index}].pins[${at}]`;
      const message =
        first.place === place
          ? `place ${place} is ${first.item}’s already`
          : `${item} is pinned to ${first.place} already`;
      return [{ field, message, fix: 'give each item one place, and each place one item' }];
    }),
  );

/** Finds names of fallbacks and items that are not there, circles of fallbacks, and pins that contradict each other. */
export const brokenRecommenders = ({ recommenders = [], catalogue }: Playbook): readonly Finding[] => [
  ...strangers(recommenders),
  ...circles(recommenders),
  ...unknownItems(recommenders, catalogue),
  ...samePlaces(recommenders),
];
