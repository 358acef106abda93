import type { Playbook } from '@aisle/schema';
import { candidatesIn, conditionsIn, type PlacedCondition } from './conditions-in.js';
import { factsNamed, segmentsNamed } from './facts-named.js';

/** Facts that no event tells: the page knows them at the moment of the decision. */
const UNTOLD =
  /^(device|locale|region|currency|predictions|time|zones|page\.(type|category|language|scrollPercent|dwellSeconds))(\.|$)/;

/** What a replay of events cannot judge, because it asks for what events do not tell. */
export interface Untold {
  readonly segments: ReadonlySet<string>;
  /** `slots[0].candidates[1]`. */
  readonly candidates: ReadonlySet<string>;
}

/** Finds segments and candidates that ask for facts which are in no event, or for a segment or an experiment that does. */
export const untoldIn = (playbook: Playbook): Untold => {
  const segments = new Set<string>();
  let isStageUntold = false;
  const isUntold = ({ clauses }: PlacedCondition): boolean =>
    factsNamed(clauses).some(({ path }) => UNTOLD.test(path.join('.')) || (isStageUntold && path[0] === 'stage')) ||
    segmentsNamed(clauses).some(({ id }) => segments.has(id));
  const conditions = conditionsIn(playbook);
  for (const [place, { id, parent }] of (playbook.segments ?? []).entries()) {
    const mine = conditions.filter((one) => one.owner === 'segment' && one.place === place);
    if (mine.some(isUntold) || (parent !== undefined && segments.has(parent))) segments.add(id);
  }
  isStageUntold = conditions.some((one) => one.owner === 'stage' && isUntold(one));
  const experiments = new Set(
    conditions
      .filter((one) => one.owner === 'experiment' && isUntold(one))
      .map(({ place }) => playbook.experiments?.[place]?.id),
  );
  const byField = new Map(conditions.map((one) => [one.field, one]));
  const candidates = candidatesIn(playbook).filter(({ field, candidate }) => {
    const own = byField.get(`${field}.when`);
    return (own && isUntold(own)) || experiments.has(candidate.experiment?.id);
  });
  return { segments, candidates: new Set(candidates.map(({ field }) => field)) };
};
