import type { Playbook } from '@aisle/schema';
import type { Finding } from './finding.js';

/** What counts events, and so looks at no value. */
const WITHOUT_FIELD: readonly string[] = ['count', 'daysSince'];
const UNITS = ['minutes', 'hours', 'days'] as const;

/** Finds aggregates of a value that do not say which value. */
export const fieldlessAggregates = ({ aggregates = [] }: Playbook): readonly Finding[] =>
  aggregates.flatMap(({ fn, field, per }, index) => {
    if (field !== undefined || WITHOUT_FIELD.includes(fn)) return [];
    const example = per === 'item' ? '"price" or "item_category"' : '"value" or "search_term"';
    return [
      {
        field: `aggregates[${index}].field`,
        message: `${fn} needs a value, and there is no field`,
        fix: `add the dotted path of it, such as ${example}; or use count`,
      },
    ];
  });

/** Finds windows of two units, which a device would add up or, where one is no number, never open. */
export const mixedWindows = ({ aggregates = [], sequences = [] }: Playbook): readonly Finding[] => {
  const windows = [
    ...aggregates.map(({ within }, index) => [`aggregates[${index}].within`, within] as const),
    ...sequences.map(({ within }, index) => [`sequences[${index}].within`, within] as const),
  ];
  return windows.flatMap(([field, within]) => {
    const units = typeof within === 'object' ? UNITS.filter((unit) => Object.hasOwn(within, unit)) : [];
    if (units.length < 2) return [];
    return [{ field, message: `names ${units.join(' and ')}`, fix: 'write one unit: { "hours": 36 }' }];
  });
};
