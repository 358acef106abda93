import type { Item, Params } from '@aisle/schema';
import { pageUrlOf } from './page-url.js';
import { redact } from './redact.js';

/** Hears which field of an event was left out, and the fix. */
export type OnField = (field: string, fix: string) => void;

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

// Of a path such as `items[0].price` the last name counts.
const AMOUNT = /(^|\.)(price|discount|quantity|index|value|tax|shipping)$/;
const CURRENCY = /(^|\.)currency$/;
const TEXT =
  /(^|\.)(item_(id|name|brand|variant|category\d?|list_id|list_name)|(x_group|location|transaction|user)_id|coupon|affiliation|payment_type|shipping_tier|search_term)$/;
/** What only a catalogue should carry: it would make every event heavier, and stale. */
const CATALOGUE_ONLY = /^x_(url|image|list_price|availability|gtin|rating)$/;

/**
 * Ids that the shop or an advertiser chose: of them only e-mails and tokens are redacted, for an order number may well
 * read like a card, a phone or an IBAN. Every other text, and every name, gets all the rules; a web address those of `pageUrlOf`.
 */
const ID = /(_id|clid|sku|coupon|variant)$/;

const MAX_DEPTH = 8;
const MAX_TEXT = 2_000;
const MAX_SEARCH = 100;
/** GA4's own limit for `items`. */
const MAX_LENGTH = 200;
/** Values in all: two hundred full items fit, a page's whole state does not. */
const MAX_VALUES = 5_000;

/** Redacted whole, then cut: half an e-mail would not be known for one. A lone surrogate is no Unicode: servers refuse it. */
const textOf = (path: string, text: string): string =>
  (ID.test(path) ? redact(text, true) : pageUrlOf(text) || redact(text))
    .slice(0, path === 'search_term' ? MAX_SEARCH : MAX_TEXT)
    .replace(/\p{Surrogate}/gu, '\uFFFD');

/** Only `{}` and its like, from any frame: no node, date, map or class. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const isLeaf = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

/** A getter is never run. */
const valueIn = (object: object, name: string | number): unknown =>
  Object.getOwnPropertyDescriptor(object, name)?.value;

/** Makes of a leaf what a known field wants: "11.99" becomes 11.99, 7 becomes "7", eur becomes EUR. Else says the fix. */
const fitting = (path: string, value: unknown): readonly [fit: unknown, fix?: string] => {
  const text = isLeaf(value) ? String(value) : '';
  if (AMOUNT.test(path)) return text && Number.isFinite(Number(text)) ? [Number(text)] : [undefined, 'use a number'];
  if (CURRENCY.test(path))
    return /^[a-z]{3}$/i.test(text) ? [text.toUpperCase()] : [undefined, 'use a code such as EUR'];
  if (TEXT.test(path)) return isLeaf(value) ? [text] : [undefined, 'use a text'];
  return [value];
};

/** Copies what JSON can say and drops the rest: functions, nodes, getters (never run), cycles (by depth), BigInt, NaN. */
const createCopier = (onField: OnField) => {
  let left = MAX_VALUES;

  const objectOf = (object: object, path: string, depth: number): Plain =>
    Object.fromEntries(
      Object.keys(object)
        .slice(0, MAX_LENGTH)
        .filter((name) => name !== '__proto__' && !CATALOGUE_ONLY.test(name))
        .map((name) => [redact(name), copyOf(valueIn(object, name), path ? `${path}.${name}` : name, depth)] as const)
        .filter((entry): entry is readonly [string, Plain] => entry[1] !== undefined),
    );

  const plainOf = (raw: unknown, path: string, depth: number): Plain | undefined => {
    const [value, fix] = fitting(path, raw);
    if (fix) onField(path, fix);
    left -= 1;
    if (typeof value === 'string') return textOf(path, value);
    if (value === null || isLeaf(value)) return value;
    if (typeof value !== 'object' || depth > MAX_DEPTH || left < 0) return undefined;
    if (Array.isArray(value))
      return Array.from(
        { length: Math.min(value.length, MAX_LENGTH) },
        (_, index) => copyOf(valueIn(value, index), `${path}[${index}]`, depth + 1) ?? null,
      );
    return isPlain(value) ? objectOf(value, path, depth + 1) : undefined;
  };

  const copyOf: typeof plainOf = (raw, path, depth) => {
    try {
      return plainOf(raw, path, depth);
    } catch {
      // A proxy may throw at any touch.
      onField(path, 'use plain data');
      return undefined;
    }
  };
  return copyOf;
};

const quotedLower = (value: unknown): string => JSON.stringify(value).toLowerCase();

/** Whether one of an item's categories is one of these, however written. */
const isIn = (item: Item, sensitive: readonly string[]): boolean =>
  Object.entries(item).some(
    ([name, value]) => /category/.test(name) && quotedLower(sensitive).includes(quotedLower(value)),
  );

/** The fields with the items that may be shown; with nothing but the order number when none of them may. */
const withShown = (fields: Params, items: readonly Item[], sensitive: readonly string[]): Params => {
  const shown = items.filter((item) => !isIn(item, sensitive));
  return { ...(shown[0] || !items[0] ? fields : { transaction_id: fields.transaction_id }), items: shown };
};

const identified = (items: readonly Item[], onField: OnField): Item[] =>
  items.flatMap((item, index) => {
    const itemId = item?.item_id || item?.item_name;
    if (!itemId) onField(`items[${index}].item_id`, 'give each item an id');
    return itemId ? [{ ...item, item_id: itemId.slice(0, 200) }] : [];
  });

/**
 * Makes a shop's parameters fit to be stored and sent: plain JSON, known fields of their type, redacted, no catalogue fields.
 *
 * What cannot be kept is left out and named; the event itself is never lost. Items of a sensitive category are left out
 * without a word; of an event that had no others nothing is kept but its order number, by which it is not counted twice.
 */
export const paramsOf = (
  raw: unknown,
  onField: OnField,
  { sensitive = [] }: { readonly sensitive?: readonly string[] | undefined } = {},
): Params => {
  const copy = createCopier(onField)(raw ?? {}, '', 0);
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) {
    onField('params', 'pass an object');
    return {};
  }
  const { items, ...fields } = copy as { readonly [key: string]: Plain };
  if (items === undefined) return fields;
  if (!Array.isArray(items)) {
    onField('items', 'pass an array');
    return fields;
  }
  return withShown(fields, identified(items, onField), sensitive);
};
