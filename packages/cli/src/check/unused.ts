import type { Playbook } from '@aisle/schema';
import { candidatesIn, conditionsIn } from './conditions-in.js';
import { factsNamed, segmentsNamed } from './facts-named.js';
import type { Finding } from './finding.js';

interface Uses {
  /** First two words of every fact that is asked for, `scores.intent`. */
  readonly facts: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  readonly campaigns: ReadonlySet<string>;
  readonly experiments: ReadonlySet<string>;
}

const usesIn = (playbook: Playbook): Uses => {
  const conditions = conditionsIn(playbook).filter(({ owner }) => owner !== 'event');
  const candidates = candidatesIn(playbook).map(({ candidate }) => candidate);
  const paths = [
    ...conditions.flatMap(({ clauses }) => factsNamed(clauses).map(({ path }) => path)),
    ...candidates.flatMap(({ weighted = {} }) => Object.keys(weighted).map((name) => name.split('.'))),
  ];
  return {
    facts: new Set(paths.map((path) => path.slice(0, 2).join('.'))),
    segments: new Set([
      ...conditions.flatMap(({ clauses }) => segmentsNamed(clauses).map(({ id }) => id)),
      ...(playbook.segments ?? []).flatMap(({ parent }) => parent ?? []),
      ...(playbook.triggers ?? []).flatMap(({ on }) => (on.moment === 'segment' ? on.segment : [])),
    ]),
    campaigns: new Set(candidates.flatMap(({ campaign }) => campaign ?? [])),
    experiments: new Set(candidates.flatMap(({ experiment }) => experiment?.id ?? [])),
  };
};

type Identified = readonly { readonly id: string }[];

const unusedIn = (
  [path, list = []]: readonly [path: string, list: Identified | undefined],
  isUsed: (id: string) => boolean,
  [message, fix]: readonly [message: string, fix: string],
): readonly Finding[] =>
  list.flatMap(({ id }, index) =>
    isUsed(id) ? [] : [{ field: `${path}[${index}]`, message: `${id} ${message}`, fix }],
  );

const READ = 'take it out: every device keeps it up to date. Leave it when your own code reads it';

/** Finds what no condition, weight or candidate of a playbook ever uses. */
export const unused = (playbook: Playbook): readonly Finding[] => {
  const { facts, segments, campaigns, experiments } = usesIn(playbook);
  const stopped = (playbook.experiments ?? []).filter((one) => one.stopped).map(({ id }) => id);
  const isTested = (id: string): boolean => experiments.has(id) || facts.has(`experiments.${id}`);
  const inHistory = (id: string): boolean => facts.has(`history.${id}`);
  return [
    ...unusedIn(['aggregates', playbook.aggregates], inHistory, ['is asked for by no condition', READ]),
    ...unusedIn(['sequences', playbook.sequences], inHistory, ['is asked for by no condition', READ]),
    ...unusedIn(['scores', playbook.scores], (id) => facts.has(`scores.${id}`), [
      'is asked for by no condition and no weight',
      READ,
    ]),
    ...unusedIn(['segments', playbook.segments], (id) => segments.has(id), [
      'is named by no condition',
      'take it out, or leave it when your pages or reports listen for it',
    ]),
    ...unusedIn(['campaigns', playbook.campaigns], (id) => campaigns.has(id), [
      'has no candidate',
      'name it in a candidate, or take it out',
    ]),
    ...unusedIn(['experiments', playbook.experiments], (id) => isTested(id) || stopped.includes(id), [
      'has no candidate, so nobody ever counts for it',
      'name it in a candidate: "experiment": { "id": …, "variation": … }; or take it out',
    ]),
  ];
};
