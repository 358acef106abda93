import type { PopularityModel } from '@aisle/schema';
import type { SessionRecommender, Suggestion } from './neighbours/recommender.js';

/** Answers at once, with what a recommender's service said of these items, the last of them first; with nothing until it did. */
export interface RemoteAnswers {
  suggest(itemIds: readonly string[], wish: { readonly recommender: string }): readonly Suggestion[];
}

/** What was trained, opened; whatever is missing, strategies that need it answer nothing and their fallbacks do. */
export interface Models {
  /** What is seen next. */
  readonly neighbours?: SessionRecommender | undefined;
  /** What is bought in one order. */
  readonly together?: SessionRecommender | undefined;
  /** What is alike by its category, brand, price and name. */
  readonly similar?: SessionRecommender | undefined;
  readonly popularity?: PopularityModel | undefined;
  /** No model, but services: what they have answered so far. */
  readonly remote?: RemoteAnswers | undefined;
}
