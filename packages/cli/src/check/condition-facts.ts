import type { Playbook } from '@aisle/schema';
import { candidatesIn, conditionsIn, type PlacedCondition } from './conditions-in.js';
import { factsNamed, type NamedFact } from './facts-named.js';
import { type Finding, nameOr, oneOf } from './finding.js';
import { type Known, knownFacts } from './known-facts.js';

type Fault = Omit<Finding, 'field'>;

/** Where the playbook says what these facts are. */
const DEFINED_IN: Readonly<Record<string, string>> = {
  history: 'aggregates or sequences',
  scores: 'scores',
  experiments: 'experiments',
};

const unknownName = (path: readonly string[], known: Readonly<Record<string, Known>>): Fault => {
  const [root = '', name] = path;
  const names = Object.keys(known);
  const list = path.length > 1 ? DEFINED_IN[root] : undefined;
  const siblings = names.map((sibling) => [...path.slice(0, -1), sibling].join('.'));
  return {
    message: `there is no fact ${path.join('.')}`,
    fix: list === undefined ? `write ${oneOf(siblings)}` : nameOr(siblings, `add ${name ?? ''} to ${list}`),
  };
};

const insideOf = (path: readonly string[], more: readonly string[]): Fault => {
  if (path[0] === 'segments') {
    return {
      message: `segments is a list: it has no ${more.join('.')}`,
      fix: `write { "segments": { "$in": ["${more.join('.')}"] } }`,
    };
  }
  return { message: `${path.join('.')} is a value: it has no ${more.join('.')}`, fix: `write ${path.join('.')}` };
};

const faultOf = ({ path, tests }: NamedFact, facts: Readonly<Record<string, Known>>): Fault | null => {
  let known: Known = facts;
  for (const [depth, name] of path.entries()) {
    if (known === 'open') return null;
    if (known === 'leaf') return insideOf(path.slice(0, depth), path.slice(depth));
    if (!Object.hasOwn(known, name)) return unknownName(path.slice(0, depth + 1), known);
    known = known[name] ?? 'leaf';
  }
  if (typeof known === 'string' || !tests.some(([operator]) => operator === '=')) return null;
  const dotted = Object.keys(known).map((name) => `${path.join('.')}.${name}`);
  return { message: `${path.join('.')} is several facts, and never equal to anything`, fix: `write ${oneOf(dotted)}` };
};

/** An operator that nobody knows, where a fact could stand: that is said already. */
const isOperator = ({ path: [root = ''] }: NamedFact): boolean => root.startsWith('$') && root !== '$groups';

/** Facts that are found out only after a condition was asked. */
const tooEarly = ({ owner }: PlacedCondition, [root]: readonly string[]): Fault | null => {
  if (root === 'stage' && owner === 'segment') {
    return {
      message: 'stage is found out after the segments: here there is none yet',
      fix: 'ask for the stage in the candidate, or for the segment in the stage',
    };
  }
  if (root === 'experiments' && owner !== 'candidate' && owner !== 'trigger') {
    return {
      message: 'experiments are assigned after the segments and the stage: here there is no arm yet',
      fix: 'ask for the arm in the candidate',
    };
  }
  return null;
};

/** Finds facts that do not exist, or not yet, in every condition and weight of a playbook. */
export const unknownFacts = (playbook: Playbook): readonly Finding[] => {
  const facts = knownFacts(playbook);
  const inConditions = conditionsIn(playbook)
    .filter(({ owner }) => owner !== 'event')
    .flatMap((placed) =>
      factsNamed(placed.clauses).flatMap((fact) => {
        if (isOperator(fact)) return [];
        const fault = faultOf(fact, facts) ?? tooEarly(placed, fact.path);
        return fault ? [{ field: placed.field, ...fault }] : [];
      }),
    );
  const inWeights = candidatesIn(playbook).flatMap(({ field, candidate: { weighted = {} } }) =>
    Object.keys(weighted).flatMap((name) => {
      const fault = faultOf({ path: name.split('.'), tests: [] }, facts);
      return fault ? [{ field: `${field}.weighted.${name}`, ...fault }] : [];
    }),
  );
  return [...inConditions, ...inWeights];
};
