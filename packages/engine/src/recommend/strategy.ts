import type { StrategyId } from '@aisle/schema';
import type { Asked } from './asked.js';
import type { Kind } from './filter-items.js';
import type { Found } from './found.js';

/**
 * How a strategy finds items: all it has, the best first. An item may come twice; it counts where it comes first.
 *
 * Then what it never gives (default: what is shown elsewhere on the page), and what it leaves out unless its recommender says
 * what to leave out.
 */
export type Strategy = readonly [
  find: (asked: Asked) => readonly Found[],
  never?: readonly Kind[],
  exclude?: readonly Kind[],
];

/** By name: a text of a playbook, which may be any. */
export type Strategies = Map<unknown, Strategy>;

/** Makes them of a table. */
export const strategiesOf = (table: Readonly<Partial<Record<StrategyId, Strategy>>>): Strategies =>
  new Map(Object.entries(table));
