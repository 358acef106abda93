import type { Clause } from '../condition/operators.js';
import { addWays, codes, graphOf, sumOf, type Ways } from './pattern-graph.js';
import { partsOf } from './pattern-parts.js';

// A pattern is taken when no text lets it be read in more than a few ways at once. Then an engine that backtracks takes a
// few steps a character from each place that it begins at. Without `^` it begins everywhere: `a.*b` is quadratic at worst,
// and that is accepted, because facts are 2,000 characters at most and people write such patterns every day.
const maxWays = 50;
const maxLength = 500;
const maxStates = 1_000;

const isLinear = (source: string, flags: string): boolean => {
  const parts = source.length > maxLength ? null : partsOf(source, flags);
  const graph = parts && graphOf(parts);
  if (!graph) return false;
  const { takes, next } = graph;
  // Characters that no atom tells apart are one.
  const kinds = new Map(codes.map((code) => [takes.map((of) => Number(of[code])).join(''), code]));
  const step = (ways: Ways, code: number): Ways => {
    const after: Ways = new Map();
    for (const [place, count] of ways) addWays(after, next[place] ?? new Map(), count);
    return new Map([...after].filter(([place]) => takes[place]?.[code]).toSorted(([a], [b]) => a - b));
  };
  const states: Ways[] = [new Map([[0, 1]])];
  const seen = new Set<string>();
  for (const ways of states) {
    for (const code of kinds.values()) {
      const after = step(ways, code);
      const key = [...after].join(' ');
      if (seen.has(key)) continue;
      if (sumOf(after) > maxWays || seen.add(key).size > maxStates) return false;
      states.push(after);
    }
  }
  return true;
};

/** What a clause asks within itself. */
const clausesIn = ([, operator, argument]: Clause): readonly Clause[] => {
  switch (operator) {
    case '$or':
    case '$nor':
    case '$all':
      return (argument as readonly (readonly Clause[])[]).flat();
    case 'v':
    case '$size':
    case '$elemMatch':
      return argument as readonly Clause[];
    default:
      return [];
  }
};

/** Finds the first pattern that could take more than a few steps a character; null when there is none. */
export const unsafePatternIn = (clauses: readonly Clause[]): string | null => {
  // Not by recursion: a condition may be as deep as the stack allows its reader.
  const open: Clause[] = [...clauses];
  for (const clause of open) {
    const [source, flags] = clause[1] === '$regex' ? (clause[2] as readonly [string, string]) : [];
    if (source !== undefined && !isLinear(source, flags ?? '')) return source;
    for (const inner of clausesIn(clause)) open.push(inner);
  }
  return null;
};
