import type { CatalogueItem } from '@aisle/schema';
import type { Pick } from '../decide/decision.js';
import { objectsIn, own } from '../own.js';
import { categoriesOf } from '../profile/item-reading.js';

/** An item that a strategy found, before it is said which one did. */
export type Found = Omit<Pick, 'strategy' | 'reason'>;

type OfItem<Answer> = (item: CatalogueItem) => Answer;

/** What strategies choose from: the playbook's items as they are now, the most popular first. */
export interface Catalogue {
  readonly items: readonly CatalogueItem[];
  readonly byId: ReadonlyMap<string, CatalogueItem>;
  /** The broadest first. */
  readonly categoriesOf: OfItem<readonly string[]>;
  /** When an item came, ms since 1970; NaN where that is not said. */
  readonly addedAtMs: OfItem<number>;
  /** An item's name as words are looked for in it, and all its words. */
  readonly wordsOf: OfItem<readonly [name: string, all: string]>;
}

/** Works out once for each item what is asked of the whole catalogue again and again. */
const onceEach = <Answer>(of: OfItem<Answer>): OfItem<Answer> => {
  const known = new Map<CatalogueItem, Answer>();
  return (item) => {
    let answer = known.get(item);
    if (answer === undefined) known.set(item, (answer = of(item)));
    return answer;
  };
};

/** A text of an item, empty where there is none: whatever else stands there is not read. */
export const textIn = (item: CatalogueItem, field: keyof CatalogueItem & string): string => {
  const text = own(item, field);
  return typeof text === 'string' ? text : '';
};

/** A moment that an item names, ms since 1970; NaN where it names none. */
export const momentOf = (item: CatalogueItem, field: 'x_added_at' | 'x_restocked_at'): number =>
  Date.parse(textIn(item, field));

// Letters of all scripts stay. Classes of Unicode would cost a page some ms the first time.
const between = /[\0-/:-@[-`{-\xbf\u2000-\u206f]+/g;

/** Writes a text so that ` word` is found in it where a word begins so: small letters, no accents, single spaces. */
export const plainWords = (text: string): string =>
  ` ${text}`
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .toLowerCase()
    .replace(between, ' ');

/** Indexes a playbook's items. */
export const catalogueOf = (listed: readonly CatalogueItem[] | undefined): Catalogue => {
  const items = objectsIn(listed);
  const categories = onceEach(categoriesOf);
  return {
    items,
    byId: new Map(items.map((item) => [item.item_id, item])),
    categoriesOf: categories,
    addedAtMs: onceEach((item) => momentOf(item, 'x_added_at')),
    wordsOf: onceEach((item) => {
      const name = plainWords(textIn(item, 'item_name'));
      return [name, name + plainWords([textIn(item, 'item_brand'), ...categories(item)].join(' '))];
    }),
  };
};
