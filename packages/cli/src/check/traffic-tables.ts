import type { Segment } from '@aisle/schema';
import { Table } from 'console-table-printer';
import { counted, percent } from '../counted.js';
import type { ExperimentPower, Traffic } from './experiment-power.js';
import type { Replayed } from './replay-visitors.js';

const tableOf = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  const table = new Table({
    columns: columns.map((name, index) => ({ name, alignment: index === 0 ? 'left' : 'right' })),
    shouldDisableColors: true,
  });
  for (const row of rows) table.addRow(Object.fromEntries(columns.map((name, index) => [name, row[index]])));
  return table.render();
};

/** Draws how many visitors were ever in each segment. */
export const segmentTable = (segments: readonly Segment[], { membership, visitors }: Replayed): string =>
  tableOf(
    ['segment', 'visitors', 'share'],
    segments.map(({ id }) => {
      const size = membership.sizeOf(id);
      return [id, counted(size), percent(size / visitors)];
    }),
  );

const finite = (count: number): string => (Number.isFinite(count) ? counted(Math.ceil(count)) : 'never');

/** Draws how long each experiment takes. */
export const powerTable = (powers: readonly ExperimentPower[], { lift }: Traffic): string =>
  tableOf(
    ['experiment', 'arms', 'shoppers an arm', `days to see +${percent(lift)}`],
    powers.map(({ id, arms, perArm, days }) => [id, String(arms), finite(perArm), finite(days)]),
  );
