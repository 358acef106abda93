import type { Playbook } from '@aisle/schema';
import type { Finding } from './finding.js';

interface Placed {
  readonly id: string;
  /** Path of its owner, `segments[2]`. */
  readonly owner: string;
}

const placed = (path: string, list: readonly { readonly id: string }[] = []): readonly Placed[] =>
  list.map(({ id }, index) => ({ id, owner: `${path}[${index}]` }));

const repeatedIn = (list: readonly Placed[]): readonly Finding[] =>
  list.flatMap(({ id, owner }, index) => {
    const first = list.find((other) => other.id === id);
    if (first === undefined || first === list[index]) return [];
    const message = `${id} is the id of ${first.owner} already`;
    return [{ field: `${owner}.id`, message, fix: 'give each its own id, or take one out' }];
  });

const repeatedLevels = (path: string, levels: readonly string[]): readonly Finding[] =>
  levels.flatMap((level, index) => {
    const first = levels.indexOf(level);
    if (first === index) return [];
    const message = `${level} is ${path}.levels[${first}] already`;
    return [{ field: `${path}.levels[${index}]`, message, fix: 'name each level once' }];
  });

/** Finds ids that come twice where each must be the only one. */
export const repeatedIds = (playbook: Playbook): readonly Finding[] => {
  const { experiments = [], slots = [] } = playbook;
  return [
    // Both are asked for as `history.<id>`.
    [...placed('aggregates', playbook.aggregates), ...placed('sequences', playbook.sequences)],
    placed('scores', playbook.scores),
    placed('segments', playbook.segments),
    placed('journey.stages', playbook.journey?.stages),
    placed('experiments', experiments),
    ...experiments.map(({ variations }, index) => placed(`experiments[${index}].variations`, variations)),
    ...experiments.map(({ factors }, index) => placed(`experiments[${index}].factors`, factors)),
    placed('campaigns', playbook.campaigns),
    placed('recommenders', playbook.recommenders),
    placed('slots', slots),
    placed('triggers', playbook.triggers),
    ...slots.map(({ candidates }, index) => placed(`slots[${index}].candidates`, candidates)),
  ]
    .flatMap(repeatedIn)
    .concat(
      experiments.flatMap(({ factors = [] }, index) =>
        factors.flatMap(({ levels }, at) => repeatedLevels(`experiments[${index}].factors[${at}]`, levels)),
      ),
    );
};
