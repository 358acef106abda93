import type { Pick, PublishedPlaybook, Recommend, Recommending } from '@aisle/engine';

/** By recommender: what an earlier page prepared. */
export type Picks = Readonly<Record<string, readonly Pick[]>>;

/** Recommenders whose code comes later, when a playbook has some: the first frame shows what the page before prepared. */
export interface LateRecommenders {
  load(): Promise<Recommending>;
  /** Works out for the next page what it can show until the code is there. */
  prepare(
    playbook: PublishedPlaybook,
    recommend: (id: string, options: { readonly limit: number }) => readonly Pick[],
  ): Picks;
  /** Recommends what was prepared, but not the item that this page is about. */
  before(picks: () => Picks | undefined): Recommend;
}

/** A row of cards, and some to leave out. */
const limit = 12;

/** Pass it instead of `recommenders` to load their code with `import()`. */
export const lateRecommenders = (load: () => Promise<Recommending>): LateRecommenders => ({
  load,
  prepare: ({ recommenders }, recommend) =>
    Object.fromEntries(recommenders.map(({ id }) => [id, recommend(id, { limit })])),
  before: (picks) => (id, wish) =>
    (picks()?.[id] ?? []).filter(({ item }) => item.item_id !== wish.context.page.itemId).slice(0, wish.limit),
});
