import { isObject, own } from '../own.js';
import { type Clause, foldCase, operators, type Test } from './operators.js';
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

type Note = (unknown: string) => void;
type Maker = (argument: unknown, note: Note) => Test;

// No value is in an empty list.
const never: Test = ['$in', []];
const neverClause: Clause = [[], [never]];

const isOperatorObject = (value: unknown): value is object => {
  const keys = isObject(value) ? Object.keys(value) : [];
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
};

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

// Operators whose argument is more than a value, or that are said in another's words.
const makers: Readonly<Record<string, Maker>> = {
  $not: (value, note) => ['$not', parseTests(value, note)],
  $size: (value, note) => ['$size', parseTests(value, note)],
  $elemMatch: (value, note) => [
    '$elemMatch',
    isOperatorObject(value) ? [[[], parseTests(value, note)]] : parseClauses(value, note),
  ],
  $in: eachOf('$in', (value) => value),
  $ini: eachOf('$ini', foldCase),
  $all: eachOf('$all', (value, note) => parseTests(value, note)),
  $alli: eachOf('$all', (value, note) =>
    typeof value === 'string' ? [['=i', value.toLowerCase()]] : parseTests(value, note),
  ),
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
    return test === never ? never : ['$not', [test]];
  }
  if (/^\$v([gl]te?|eq|ne)$/.test(name)) return ['v', [parseTest(`$${name.slice(2)}`, versionKey(argument), note)]];
  const make = own(makers, name);
  if (make) return make(argument, note);
  if (Object.hasOwn(operators, name)) return [name, argument];
  note(name);
  return never;
};

const parseTests = (value: unknown, note: Note): readonly Test[] => {
  if (isOperatorObject(value)) return Object.entries(value).map(([name, argument]) => parseTest(name, argument, note));
  // Half operators, half keys is a slip of the pen. As a value it would never match, and under `$not` always.
  if (isObject(value))
    Object.keys(value)
      .filter((key) => key.startsWith('$'))
      .forEach(note);
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
      return [[key === '$nor', conditionsIn()]];
    case '$not':
      return [[true, [parseClauses(value, note)]]];
    default:
      // `$groups` is a fact like any other; all else that begins so is an operator of a newer release.
      if (key.startsWith('$') && key !== '$groups') note(key);
      return [[key.split('.'), parseTests(value, note)]];
  }
};

const parseClauses = (condition: unknown, note: Note): readonly Clause[] => {
  if (isObject(condition)) return Object.entries(condition).flatMap(([key, value]) => parseClause(key, value, note));
  note(String(condition));
  return [neverClause];
};

/** Makes a condition ready. Never throws: what it cannot read, it names in `unknown`. */
export const parseCondition = (condition: unknown): ParsedCondition => {
  const unknown: string[] = [];
  try {
    const clauses = parseClauses(condition, (name) => unknown.push(name));
    return { clauses, unknown: unknown[0] ?? null };
  } catch (cause) {
    // Deeper than the stack, or not plain data.
    return { clauses: [neverClause], unknown: String(cause) };
  }
};
