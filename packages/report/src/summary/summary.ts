import type { Warehouse } from '../warehouse/warehouse.js';
import { eventsByNameOf, type NamedCount } from './events-by-name.js';
import { exposuresOf, type Exposures } from './exposures.js';
import { funnelOf, type FunnelStep } from './funnel.js';
import { lossesOf, type Losses } from './losses.js';
import { revenueOf, type Revenue } from './revenue.js';
import type { Scope } from './scope.js';
import { segmentsOf, type SegmentMoves } from './segments.js';
import { seriesOf, type Series } from './series.js';
import { trafficCountsOf, type TrafficCounts } from './traffic-counts.js';
import { visitsOf, type Visits } from './visits.js';

/** Everything that the first page of the report shows. */
export interface Summary extends Scope, Visits, Losses {
  readonly eventsByName: readonly NamedCount[];
  readonly funnel: readonly FunnelStep[];
  readonly revenue: readonly Revenue[];
  readonly segments: readonly SegmentMoves[];
  readonly exposures: readonly Exposures[];
  readonly series: Series;
  readonly trafficCounts: TrafficCounts;
}

/** Asks the warehouse all questions of one scope. Rejects when the storage fails. */
export const summaryOf = async (warehouse: Warehouse, scope: Scope): Promise<Summary> => {
  const { site, fromMs, toMs, traffic } = scope;
  const [visits, eventsByName, funnel, revenue] = await Promise.all([
    visitsOf(warehouse, scope),
    eventsByNameOf(warehouse, scope),
    funnelOf(warehouse, scope),
    revenueOf(warehouse, scope),
  ]);
  const [segments, exposures, series, losses, trafficCounts] = await Promise.all([
    segmentsOf(warehouse, scope),
    exposuresOf(warehouse, scope),
    seriesOf(warehouse, scope),
    lossesOf(warehouse, scope),
    trafficCountsOf(warehouse, scope),
  ]);
  const lists = { eventsByName, funnel, revenue, segments, exposures, series, trafficCounts };
  return { site, fromMs, toMs, traffic, ...visits, ...losses, ...lists };
};
