import type { Pick, Recommend } from '@aisle/engine';
import type { PageRecommending } from './page-recommenders.js';

/** By recommender: what an earlier page prepared. */
export type Picks = Readonly<Record<string, readonly Pick[]>>;

/** Recommenders whose code comes later, when a playbook has some: the first frame shows what the page before prepared. */
export interface LateRecommenders {
  load(): Promise<PageRecommending>;
  /** Recommends what was prepared, but not the item that this page is about. */
  before(picks: () => Picks | undefined): Recommend;
}

/** Pass it instead of `recommenders` to load their code with `import()`. */
export const lateRecommenders = (load: () => Promise<PageRecommending>): LateRecommenders => ({
  load,
  before: (picks) => (id, wish) => {
    const prepared = picks();
    // What depends on the page was not prepared: that slot keeps its default content until the code is there.
    const known = prepared ? (prepared[id] as readonly Pick[]) : [];
    return known.filter(({ item }) => item.item_id !== wish.context.page.itemId).slice(0, wish.limit);
  },
});
