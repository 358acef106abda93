import { inScope, parametersOf, type Question } from './scope.js';

/** Events of the window by label, whatever the scope's own traffic is. */
export interface TrafficCounts {
  readonly shopper: number;
  readonly replay: number;
  readonly bot: number;
  readonly preview: number;
}

/** Says how much each label holds, so that nobody takes a filter for an empty shop. */
export const trafficCountsOf: Question<TrafficCounts> = async (warehouse, scope) => {
  const rows = await warehouse.rows(
    `SELECT COALESCE(traffic, 'shopper') AS label, COUNT(*) AS count
     FROM events WHERE ${inScope({ ...scope, traffic: 'all' })} GROUP BY label`,
    parametersOf(scope),
  );
  const counts = new Map(rows.map(({ label, count }) => [label, Number(count)]));
  const countOf = (label: string): number => counts.get(label) ?? 0;
  return { shopper: countOf('shopper'), replay: countOf('replay'), bot: countOf('bot'), preview: countOf('preview') };
};
