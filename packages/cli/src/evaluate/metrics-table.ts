import type { RankingMetrics } from '@aisle/trainer';
import { Table } from 'console-table-printer';

/** One line of the table: how well something foretells and, of ours, what it weighs. */
export interface MeasuredRanker {
  readonly metrics: RankingMetrics;
  /** Bytes of the table alone, and of the items' names; null for what no page could load. */
  readonly bytes: { readonly table: number; readonly names: number } | null;
  /** What an answer took, on average. */
  readonly micros: number;
}

const kB = (bytes: number | undefined): string => (bytes === undefined ? '' : `${Math.round(bytes / 1_000)}`);
const share = (value: number): string => value.toFixed(4);

/** Draws what was measured, in its order. */
export const metricsTable = (measured: readonly MeasuredRanker[], k: number): string => {
  const table = new Table({
    columns: [
      { name: '', alignment: 'left' },
      ...[`HR@${k}`, `MRR@${k}`, 'coverage', 'bias', 'kB', 'kB names', 'µs'].map((name) => ({
        name,
        alignment: 'right' as const,
      })),
    ],
    shouldDisableColors: true,
  });
  for (const { metrics, bytes, micros } of measured)
    table.addRow({
      '': metrics.name,
      [`HR@${k}`]: share(metrics.hitRate),
      [`MRR@${k}`]: share(metrics.meanReciprocalRank),
      coverage: `${(metrics.coverage * 100).toFixed(0)} %`,
      bias: metrics.popularityBias.toFixed(2),
      kB: kB(bytes?.table),
      'kB names': kB(bytes?.names),
      µs: micros.toFixed(micros < 10 ? 1 : 0),
    });
  return table.render();
};
