import type { Item, Params } from '@aisle/schema';

/** Hears which field of an event was left out, and the fix. */
export type OnField = (field: string, fix: string) => void;

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

// Of a path such as `items[0].price` the last name counts.
const AMOUNT = /(^|\.)(price|discount|quantity|index|value|tax|shipping)$/;
const CURRENCY = /(^|\.)currency$/;
const TEXT =
  /(^|\.)(item_(id|name|brand|variant|category\d?|list_id|list_name)|(x_group|location|transaction)_id|coupon|affiliation|payment_type|shipping_tier|search_term)$/;
/** What only a catalogue should carry: it would make every event heavier, and stale. */
const CATALOGUE_ONLY = /^x_(url|image|list_price|availability|gtin|rating)$/;

const MAX_DEPTH = 8;
const MAX_TEXT = 2_000;
/** GA4's own limit for `items`. */
const MAX_LENGTH = 200;
/** Values in all: two hundred full items fit, a page's whole state does not. */
const MAX_VALUES = 5_000;

/** Only `{}` and its like, from any frame: no node, date, map or class. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const isLeaf = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

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
      Object.entries(Object.getOwnPropertyDescriptors(object))
        .slice(0, MAX_LENGTH)
        .filter(([name, { enumerable }]) => enumerable && name !== '__proto__' && !CATALOGUE_ONLY.test(name))
        .map(([name, { value }]) => [name, copyOf(value, path ? `${path}.${name}` : name, depth)] as const)
        .filter((entry): entry is readonly [string, Plain] => entry[1] !== undefined),
    );

  const copyOf = (raw: unknown, path: string, depth: number): Plain | undefined => {
    const [value, fix] = fitting(path, raw);
    if (fix) onField(path, fix);
    left -= 1;
    // A lone surrogate is no Unicode: servers refuse it.
    if (typeof value === 'string') return value.slice(0, MAX_TEXT).replace(/\p{Surrogate}/gu, '\uFFFD');
    if (value === null || isLeaf(value)) return value;
    if (typeof value !== 'object' || depth > MAX_DEPTH || left < 0) return undefined;
    if (Array.isArray(value))
      return value.slice(0, MAX_LENGTH).map((entry, index) => copyOf(entry, `${path}[${index}]`, depth + 1) ?? null);
    return isPlain(value) ? objectOf(value, path, depth + 1) : undefined;
  };
  return copyOf;
};

/**
 * Makes a shop's parameters fit to be stored and sent: plain JSON, known fields of their type, no catalogue fields.
 *
 * What cannot be kept is left out and named; the event itself is never lost.
 */
export const paramsOf = (raw: unknown, onField: OnField): Params => {
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
  const identified = (items as Item[]).flatMap((item, index) => {
    const itemId = item?.item_id || item?.item_name;
    if (!itemId) onField(`items[${index}].item_id`, 'give each item an id');
    return itemId ? [{ ...item, item_id: itemId.slice(0, 200) }] : [];
  });
  return { ...fields, items: identified };
};
