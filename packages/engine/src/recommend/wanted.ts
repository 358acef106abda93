import { own } from '../own.js';
import type { Asked } from './asked.js';
import { plainWords } from './catalogue.js';
import { foundIn } from './found.js';
import type { Found } from './found.js';

type Kind = 'popular' | 'trending';

/** An address as one reads it: `/m%C3%B6bel` is about Möbel. */
const readable = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    // Escaped in another way, or not at all.
    return path;
  }
};

/**
 * The categories that the page is about, the narrowest first: what code says, those of its item, or those that its address names,
 * as `/c/kitchen-knives` does.
 */
const pageCategories = ({
  catalogue: { items, byId, categoriesOf },
  context: { page },
  here,
}: Asked): readonly string[] => {
  const category = own(page, 'category');
  if (category !== undefined) return [category];
  const item = byId.get(here);
  const address = plainWords(`${readable(page.path)}/`);
  const isNamed = (name: string): boolean => {
    const words = plainWords(`${name}/`);
    // A name of signs alone is in every address.
    return words !== ' ' && address.includes(words);
  };
  // A shop's list of an item's categories goes from the broadest to the narrowest.
  return (item ? categoriesOf(item) : [...new Set(items.flatMap(categoriesOf))].filter(isNamed)).toReversed();
};

/** The catalogue's items of a list that was trained; it may name what is gone. */
const listed = (asked: Asked, ...path: readonly string[]): readonly Found[] => {
  const ids = path.reduce<unknown>(
    (at, key) => own(at as Readonly<Record<string, unknown>>, key),
    own(asked.models, 'popularity'),
  );
  return Array.isArray(ids) ? ids.flatMap((id: string) => foundIn(asked, id)) : [];
};

/** What is wanted most where the shopper is, then in what the page is about, then by all. Empty without a model. */
export const wanted = (asked: Asked, kind: Kind): readonly Found[] => [
  ...listed(asked, kind, 'region', own(asked.context, 'region') ?? ''),
  ...pageCategories(asked).flatMap((category) => listed(asked, kind, 'category', category)),
  ...listed(asked, kind, 'all'),
];

/** All there is, as the shop lists it. */
export const everything = ({ catalogue: { items } }: Asked): readonly Found[] => items.map((item) => ({ item }));

/** The most popular of what the page is about, the narrowest category first. */
export const bestInCategory = (asked: Asked): readonly Found[] =>
  pageCategories(asked).flatMap((because) =>
    [...listed(asked, 'popular', 'category', because), ...everything(asked)].flatMap(({ item }) =>
      asked.catalogue.categoriesOf(item).includes(because) ? { item, because } : [],
    ),
  );
