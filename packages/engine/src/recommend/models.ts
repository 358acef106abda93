import type { PopularityModel } from '@aisle/schema';
import type { SessionRecommender } from './neighbours/recommender.js';

/** What was trained, opened; whatever is missing, strategies that need it answer nothing and their fallbacks do. */
export interface Models {
  /** What is seen next. */
  readonly neighbours?: SessionRecommender | undefined;
  /** What is bought in one order. */
  readonly together?: SessionRecommender | undefined;
  /** What is alike by its category, brand, price and name. */
  readonly similar?: SessionRecommender | undefined;
  readonly popularity?: PopularityModel | undefined;
}
