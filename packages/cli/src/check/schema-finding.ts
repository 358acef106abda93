import type { Problem } from '@aisle/schema';
import type { Finding } from './finding.js';

/** A schema's word for a kind of value, with its article, as a person says it. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list: [ … ]',
  object: 'an object: { … }',
  record: 'an object: { … }',
};

const kindOf = (word = ''): string => KINDS[word] ?? word;

/** What a schema cannot say well, by the field: what is wrong there, and how to write it. */
const FIELDS: readonly (readonly [field: RegExp, message: string, fix: string])[] = [
  [
    /^aggregates\[\d+\]\.within$/,
    'is no window of time',
    'write one unit, { "minutes": 30 }, { "hours": 6 } or { "days": 7 }, or "session"; leave it out for ever',
  ],
  [/\.within$/, 'is no window of time', 'write one unit: { "minutes": 30 }, { "hours": 6 } or { "days": 7 }'],
  [
    /^triggers\[\d+\]\.do\.event$/,
    'is no name for an event of your own',
    'write letters, digits and _, a letter first, at most 64; x_ is for events of Aisle itself',
  ],
  [
    /\.event(\[\d+\])?$/,
    'is no name of an event, nor a list of names',
    'write "view_item", or ["view_item", "add_to_cart"]: letters, digits and _, a letter first, at most 64',
  ],
  [
    /^triggers\[\d+\]\.on(\.moment)?$/,
    'is no moment that this release knows: it would never come',
    'write { "moment": … } with event, segment, exit, scroll, dwell, idle or return, and what that moment needs',
  ],
  [/\.hashVersion$/, 'is no version of the hash', 'write 2, or leave it out; 1 only for experiments that came with it'],
  [
    /\.schedule\.(from|until)$/,
    'is no day and no moment',
    'write "2026-11-27" or "2026-11-27T09:00", with Z or +01:00 behind a time when it is not in timeZone',
  ],
  [/\.schedule\.hours(\[\d+\])?$/, 'are no two times of a day', 'write [ "09:00", "17:00" ], with two digits each'],
  [/\.content\.[^.]+$/, 'is no plain value', 'write a plain value: a text, a number, true or false'],
];

/** How to put right what a schema complains of, by what it says. */
const FIXES: readonly (readonly [RegExp, (first?: string) => string])[] = [
  [/expected (\w+), received undefined/, (kind) => `add it, ${kindOf(kind)}`],
  [/expected (\w+), received/, (kind) => `write ${kindOf(kind)}`],
  [/pattern .*a-z0-9/, () => 'use lower-case letters, digits and hyphens, at most 63'],
  [/pattern .*A-Z/, () => 'use three capital letters, such as EUR'],
  [/expected (?:one of )?(".*)$/, (values = '') => `write ${values.replaceAll('|', ' or ')}`],
  [/expected 1$/, () => 'write 1, the version of the form'],
  [/string to have >=1 characters/, () => 'write something'],
  [/array to have >=(\d+) items/, (least) => `list ${least} at least`],
  [/to (?:be|have) <=?(\d+)/, (most) => `keep it to ${most} at most`],
  [/to be >(\d+)/, (limit) => `make it more than ${limit}`],
  [/to (?:be|have) >=(\d+)/, (least) => `make it ${least} at least`],
];

const fixOf = (message: string): string => {
  for (const [pattern, say] of FIXES) {
    const found = pattern.exec(message);
    if (found) return say(found[1]);
  }
  return 'write a plain value: a text, a number, true or false';
};

/** Says what a schema found wrong in a person's words, with the fix. */
export const schemaFinding = ({ field, message }: Problem): Finding => {
  const [, said, fix] = FIELDS.find(([pattern]) => pattern.test(field)) ?? [];
  return said !== undefined && fix !== undefined
    ? { field, message: said, fix }
    : { field, message, fix: fixOf(message) };
};
