import type { Clauses } from './conditions-in.js';

/** An operator and its argument, as the engine parsed them. */
export type Test = readonly [operator: string, argument: unknown];

/** A fact that a condition asks about, and what it asks. */
export interface NamedFact {
  readonly path: readonly string[];
  readonly tests: readonly Test[];
}

/** Lists the facts that a condition asks about, also inside its choices. The empty path is no fact: it holds for nobody. */
export const factsNamed = (clauses: Clauses): readonly NamedFact[] =>
  clauses.flatMap(([path, operator, argument]): readonly NamedFact[] => {
    if (path.length > 0) return [{ path, tests: [[operator, argument]] }];
    return operator === '$or' || operator === '$nor' ? (argument as readonly Clauses[]).flatMap(factsNamed) : [];
  });

/** The name of a segment in a condition. Compared `whole` it is held against the list of all segments, not one of them. */
export interface NamedSegment {
  readonly id: string;
  readonly whole: boolean;
}

const textsIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === 'string') : [];

const named = ([operator, argument]: Test, isOne: boolean): readonly NamedSegment[] => {
  switch (operator) {
    case '=':
    case '=i':
    case '$eq':
      return typeof argument === 'string' ? [{ id: argument, whole: !isOne }] : [];
    case '$in':
    case '$ini':
      return textsIn(argument).map((id) => ({ id, whole: false }));
    case '$nor':
      return (argument as readonly Clauses[]).flat().flatMap(([, ...test]) => named(test, isOne));
    case '$all':
      return (argument as readonly Clauses[]).flat().flatMap(([, ...test]) => named(test, true));
    case '$elemMatch':
      return (argument as Clauses).flatMap(([path, ...test]) => (path.length > 0 ? [] : named(test, true)));
    default:
      return [];
  }
};

/** Lists the segments that a condition names. */
export const segmentsNamed = (clauses: Clauses): readonly NamedSegment[] =>
  factsNamed(clauses)
    .filter(({ path }) => path.length === 1 && path[0] === 'segments')
    .flatMap(({ tests }) => tests.flatMap((test) => named(test, false)));
