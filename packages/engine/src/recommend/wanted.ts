import type { CatalogueItem } from '@aisle/schema';
import { own } from '../own.js';
import type { Asked } from './asked.js';
import { type Found, plainWords } from './catalogue.js';

type Kind = 'popular' | 'trending';

/**
 * The categories that the page is about, the narrowest first: what code says, those of its item, or those that its address names,
 * as `/c/kitchen-knives` does.
 */
const pageCategories = ({ catalogue: { items, byId, categoriesOf }, context, here = '' }: Asked): readonly string[] => {
  const category = own(context.page, 'category');
  if (category !== undefined) return [category];
  const item = byId.get(here);
  const address = plainWords(`${context.page.path}/`);
  // A shop's list of an item's categories goes from the broadest to the narrowest.
  return (
    item
      ? categoriesOf(item)
      : [...new Set(items.flatMap(categoriesOf))].filter((name) => address.includes(`${plainWords(name)} `))
  ).toReversed();
};

/** The catalogue's items of a list that was trained; it may name what is gone. */
const listed = (
  { models, catalogue: { byId } }: Asked,
  kind: Kind,
  [by, name]: readonly ['all' | 'category' | 'region', string?],
): readonly CatalogueItem[] => {
  const lists: unknown = own(own(own(models, 'popularity'), kind), by);
  const ids: unknown = name === undefined ? lists : own(lists as Readonly<Record<string, unknown>>, name);
  return Array.isArray(ids) ? ids.flatMap((id: string) => byId.get(id) ?? []) : [];
};

/** What is wanted most where the shopper is, then in what the page is about, then by all. Empty without a model. */
export const wanted = (asked: Asked, kind: Kind): readonly Found[] =>
  [
    listed(asked, kind, ['region', own(asked.context, 'region') ?? '']),
    ...pageCategories(asked).map((category) => listed(asked, kind, ['category', category])),
    listed(asked, kind, ['all']),
  ].flatMap((items) => items.map((item) => ({ item })));

/** The most popular of what the page is about, the narrowest category first. */
export const bestInCategory = (asked: Asked): readonly Found[] => {
  const { items, categoriesOf } = asked.catalogue;
  return pageCategories(asked).flatMap((because) =>
    [...listed(asked, 'popular', ['category', because]), ...items]
      .filter((item) => categoriesOf(item).includes(because))
      .map((item) => ({ item, because })),
  );
};
