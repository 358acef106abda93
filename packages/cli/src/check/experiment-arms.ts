import type { Experiment } from '@aisle/schema';

/** Counts an experiment's arms without making them: four factors can be ten thousand. */
export const armCountOf = ({ variations, factors = [] }: Experiment): number =>
  variations ? variations.length : factors.reduce((count, { levels }) => count * levels.length, factors.length ? 1 : 0);

/** Names an experiment's arms, as a device knows them: the levels of a multivariate test joined with `_`. */
export const armIdsOf = ({ variations, factors = [] }: Experiment): readonly string[] => {
  if (variations) return variations.map(({ id }) => id);
  const [first, ...others] = factors.map(({ levels }) => levels);
  return others.reduce<readonly string[]>(
    (arms, levels) => arms.flatMap((arm) => levels.map((level) => `${arm}_${level}`)),
    first ?? [],
  );
};
