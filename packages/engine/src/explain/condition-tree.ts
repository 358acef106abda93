import { meets } from '../condition/matches.js';
import { type Clause, valueAt } from '../condition/operators.js';

/** One question about one fact, with the value that was seen. */
export interface FactCheck {
  readonly kind: 'check';
  readonly holds: boolean;
  /** Dotted name; empty for the value itself. */
  readonly fact: string;
  /** As an author writes it; `is` for a plain value, `not …` for an opposite. */
  readonly operator: string;
  readonly expected: unknown;
  readonly seen: unknown;
}

/** Questions of which all, any or none must hold. */
export interface FactChecks {
  readonly kind: 'all' | 'any' | 'none';
  readonly holds: boolean;
  readonly parts: readonly ConditionTree[];
}

export type ConditionTree = FactCheck | FactChecks;

const plain: Readonly<Record<string, string>> = { '=': 'is', '=i': 'is (any case)', v: 'version' };

/** The one clause in an argument that asks the value itself. */
const onlyClause = (clauses: readonly Clause[] | undefined): Clause | undefined =>
  clauses?.[0]?.[0]?.length === 0 && !clauses[1] ? clauses[0] : undefined;

/** Opposites and versions wrap one other question: its words are what an author wrote. */
const wordsOf = (operator: string, argument: unknown): readonly [operator: string, expected: unknown] => {
  const said = plain[operator] ?? operator;
  const list = argument as readonly (readonly Clause[])[];
  const only =
    /^(\$nor|v|\$size)$/.test(operator) && onlyClause(operator === '$nor' ? list[0] : (argument as readonly Clause[]));
  if (only) {
    const [inner, expected] = wordsOf(only[1], only[2]);
    return [`${operator === '$nor' ? 'not' : said} ${inner}`, expected];
  }
  return [said, operator === '$regex' ? list[0] : argument];
};

const treeOfClause = (clause: Clause, facts: object): ConditionTree => {
  const [path, operator, argument] = clause;
  const holds = meets([clause], facts);
  if (path.length === 0 && (operator === '$or' || operator === '$nor')) {
    const parts = (argument as readonly (readonly Clause[])[]).map((clauses) => treeOf(clauses, facts));
    return { kind: operator === '$or' ? 'any' : 'none', holds, parts };
  }
  const [said, expected] = wordsOf(operator, argument);
  return { kind: 'check', holds, fact: path.join('.'), operator: said, expected, seen: valueAt(facts, path) };
};

/** Gives a condition as a tree of its questions, each with what was seen and whether it holds. */
export const treeOf = (clauses: readonly Clause[], facts: object): ConditionTree => {
  const parts = clauses.map((clause) => treeOfClause(clause, facts));
  const [only] = parts;
  return only && !parts[1] ? only : { kind: 'all', holds: meets(clauses, facts), parts };
};

/** Lists the questions that made a condition hold; of what must not be, all of them. */
export const checksBehind = (tree: ConditionTree): readonly FactCheck[] => {
  if (!tree.holds) return [];
  if (tree.kind === 'check') return checksIn(tree);
  return tree.parts.flatMap(tree.kind === 'none' ? checksIn : checksBehind);
};

/** Lists all its questions, whether they hold or not. */
export const checksIn = (tree: ConditionTree): readonly FactCheck[] =>
  tree.kind === 'check' ? [tree].filter(({ fact }) => fact) : tree.parts.flatMap(checksIn);
