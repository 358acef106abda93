import { Table } from 'console-table-printer';
import { counted } from '../counted.js';
import type { Outcome } from './outcome.js';

const rowsOf = (outcome: Outcome): readonly (readonly [string, number | null])[] => [
  ['in the file', outcome.inFile],
  ['recorded', outcome.recorded],
  ['acknowledged', outcome.acknowledged],
  ['in the database', outcome.inDatabase],
  ['duplicates', outcome.duplicates],
  ['lost', outcome.lost],
  ...(outcome.altered > 0 ? ([['altered', outcome.altered]] as const) : []),
];

/** Draws the table that a replay ends with. */
export const outcomeTable = (outcome: Outcome): string => {
  const table = new Table({
    columns: [
      { name: 'events', alignment: 'left' },
      { name: 'count', alignment: 'right' },
    ],
    shouldDisableColors: true,
  });
  for (const [events, count] of rowsOf(outcome)) {
    table.addRow({ events, count: count === null ? 'not looked at' : counted(count) });
  }
  return table.render();
};
