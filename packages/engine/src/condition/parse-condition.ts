import { isObject, own } from '../own.js';
import { type Clause, foldCase } from './operators.js';
import { versionKey } from './version-key.js';

/** A condition made ready: plain JSON, parsed once when a playbook is published, asked often. */
export interface ParsedCondition {
  readonly clauses: readonly Clause[];
  /**
   * The first operator that this release does not know, or cannot read the argument of; else null.
   *
   * What decides must then leave the condition's owner out, also where the operator stands under `$not`.
   */
  readonly unknown: string | null;
}

/** Named lists of values, for `$inGroup`. */
export type Groups = Readonly<Record<string, readonly unknown[]>>;

/** Hears of what cannot be read, and knows the groups. */
interface Note {
  (unknown: string): void;
  readonly groups: Groups;
}

/** What is asked of one value. */
type Test = readonly [operator: string, argument: unknown];
type Maker = (argument: unknown, note: Note) => Test;

// No value is in an empty list.
const never: Test = ['$in', []];
const neverClause: Clause = [[], ...never];

/** Asked as they stand. */
const plain: readonly string[] = ['$eq', '$lt', '$lte', '$gt', '$gte', '$exists', '$type'];

const isOperatorObject = (value: unknown): value is object => {
  const keys = isObject(value) ? Object.keys(value) : [];
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
};

/** Clauses about the value itself. */
const itself = (tests: readonly Test[]): readonly Clause[] => tests.map((test) => [[], ...test]);

const eachOf =
  (name: string, to: (value: unknown, note: Note) => unknown): Maker =>
  (list, note) => {
    if (Array.isArray(list)) return [name, list.map((value) => to(value, note))];
    note(name);
    return never;
  };

const patternOf =
  (flags: string): Maker =>
  (source, note) => {
    try {
      if (typeof source === 'string') return ['$regex', [new RegExp(source, flags).source, flags]];
      note('$regex');
    } catch (cause) {
      note(String(cause));
    }
    return never;
  };

const valueTests = (value: unknown, note: Note): readonly Clause[] => itself(parseTests(value, note));

// Operators whose argument is more than a value, or that are said in another's words.
const makers: Readonly<Record<string, Maker>> = {
  $not: (value, note) => ['$nor', [valueTests(value, note)]],
  $size: (value, note) => ['$size', valueTests(value, note)],
  $elemMatch: (value, note) => [
    '$elemMatch',
    isOperatorObject(value) ? valueTests(value, note) : parseClauses(value, note),
  ],
  $in: eachOf('$in', (value) => value),
  $ini: eachOf('$ini', foldCase),
  $all: eachOf('$all', valueTests),
  $alli: eachOf('$all', (value, note) =>
    typeof value === 'string' ? itself([['=i', value.toLowerCase()]]) : valueTests(value, note),
  ),
  $inGroup: (group, { groups }) => ['$in', own(groups, String(group)) ?? []],
  $regex: patternOf(''),
  $regexi: patternOf('i'),
};

const opposites: Readonly<Record<string, string>> = {
  $ne: '$eq',
  $nin: '$in',
  $nini: '$ini',
  $notInGroup: '$inGroup',
  $notRegex: '$regex',
  $notRegexi: '$regexi',
};

const parseTest = (name: string, argument: unknown, note: Note): Test => {
  const opposite = own(opposites, name);
  if (opposite) {
    const test = parseTest(opposite, argument, note);
    // What cannot be read does not match, negated or not.
    return test === never ? never : ['$nor', [itself([test])]];
  }
  if (/^\$v([gl]te?|eq|ne)$/.test(name))
    return ['v', itself([parseTest(`$${name.slice(2)}`, versionKey(argument), note)])];
  const make = own(makers, name);
  if (make) return make(argument, note);
  if (plain.includes(name)) return [name, argument];
  note(name);
  return never;
};

const parseTests = (value: unknown, note: Note): readonly Test[] => {
  if (isOperatorObject(value)) return Object.entries(value).map(([name, argument]) => parseTest(name, argument, note));
  // Half operators, half keys is a slip of the pen. As a value it would never match, and under `$not` always.
  if (isObject(value))
    Object.keys(value)
      .filter((key) => key.startsWith('$'))
      .forEach((key) => note(key));
  return [['=', value]];
};

const parseClause = (key: string, value: unknown, note: Note): readonly Clause[] => {
  const conditionsIn = () => {
    if (Array.isArray(value)) return value.map((one) => parseClauses(one, note));
    note(key);
    return [[neverClause]];
  };
  switch (key) {
    case '$and':
      return conditionsIn().flat();
    case '$or':
    case '$nor':
      return [[[], key, conditionsIn()]];
    case '$not':
      return [[[], '$nor', [parseClauses(value, note)]]];
    default: {
      // `$groups` is a fact like any other; all else that begins so is an operator of a newer release.
      if (key.startsWith('$') && key !== '$groups') note(key);
      const path = key.split('.');
      return parseTests(value, note).map((test) => [path, ...test]);
    }
  }
};

const parseClauses = (condition: unknown, note: Note): readonly Clause[] => {
  if (isObject(condition)) return Object.entries(condition).flatMap(([key, value]) => parseClause(key, value, note));
  note(String(condition));
  return [neverClause];
};

/** Makes a condition ready. Never throws: what it cannot read, it names in `unknown`. */
export const parseCondition = (condition: unknown, groups: Groups = {}): ParsedCondition => {
  const unknown: string[] = [];
  try {
    const note: Note = Object.assign((name: string) => void unknown.push(name), { groups });
    const clauses = parseClauses(condition, note);
    return { clauses, unknown: unknown[0] ?? null };
  } catch (cause) {
    // Deeper than the stack, or not plain data.
    return { clauses: [neverClause], unknown: String(cause) };
  }
};
