import type { Experiment, Playbook } from '@aisle/schema';
import type { Finding } from './finding.js';

type Space = NonNullable<Experiment['namespace']>;

const overlaps = (a: Space, b: Space): boolean => a.id === b.id && a.from < b.to && b.from < a.to;

/** Finds parts of a namespace that are empty, or that two running experiments both claim. */
export const brokenNamespaces = ({ experiments = [] }: Playbook): readonly Finding[] =>
  experiments.flatMap(({ namespace, stopped }, index) => {
    const field = `experiments[${index}].namespace`;
    if (!namespace) return [];
    const { id, from, to } = namespace;
    if (from >= to) return [{ field, message: `from ${from} to ${to} is nobody`, fix: 'make from less than to' }];
    const other = experiments
      .slice(0, index)
      .find((one) => !one.stopped && one.namespace && overlaps(one.namespace, namespace));
    if (stopped || !other?.namespace) return [];
    return [
      {
        field,
        message: `from ${from} to ${to} of ${id} overlaps with ${other.id}, from ${other.namespace.from} to ${other.namespace.to}`,
        fix: 'give each its own part of the line from 0 to 1',
      },
    ];
  });
