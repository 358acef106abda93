import type { CatalogueItem } from '@aisle/schema';
import { objectsIn, own } from '../own.js';
import { categoriesOf } from '../profile/item-reading.js';

type OfItem<Answer> = (item: CatalogueItem) => Answer;

/** What strategies choose from: the playbook's items as they are now, the most popular first. */
export interface Catalogue {
  readonly items: readonly CatalogueItem[];
  /** By what should be an id, whatever it is. */
  readonly byId: ReadonlyMap<unknown, CatalogueItem>;
  /** Works out once for each item what is asked of all of them again and again. */
  readonly once: <Answer>(of: OfItem<Answer>) => OfItem<Answer>;
  /** The broadest first. */
  readonly categoriesOf: OfItem<readonly string[]>;
}

const onceEach = <Key, Answer>(of: (key: Key) => Answer): ((key: Key) => Answer) => {
  const known = new Map<Key, Answer>();
  return (key) => {
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = of(key)));
    return answer;
  };
};

/** A text of an item, empty where there is none: whatever else stands there is not read. */
export const textIn = (item: CatalogueItem, field: keyof CatalogueItem & string): string => {
  const text = own(item, field);
  return typeof text === 'string' ? text : '';
};

// Letters of all scripts stay. Classes of Unicode would cost a page some ms the first time.
const between = /[\0-/:-@[-`{-\xbf\u2000-\u206f]+/g;

/** Writes a text so that ` word` is found in it where a word begins so: small letters, no accents, single spaces. */
export const plainWords = (text: string): string =>
  ` ${text}`
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .toLowerCase()
    .replace(between, ' ');

/** An item's name as words are looked for in it. */
export const nameWords = (item: CatalogueItem): string => plainWords(textIn(item, 'item_name'));

/** Indexes a playbook's items. */
export const catalogueOf = (listed: readonly CatalogueItem[] | undefined): Catalogue => {
  const items = objectsIn(listed);
  // What is asked of an item is known once, too: that is where its answers are.
  const once = onceEach(onceEach) as Catalogue['once'];
  return { items, byId: new Map(items.map((item) => [item.item_id, item])), once, categoriesOf: once(categoriesOf) };
};
