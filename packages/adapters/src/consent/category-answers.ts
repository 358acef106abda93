import type { Answers } from '@aisle/browser';

/** Which of the shop's categories grants which purpose. `sharing` is never granted unless the shop says so. */
export interface CategoryMap {
  readonly personalization?: readonly string[];
  readonly measurement?: readonly string[];
  readonly marketing?: readonly string[];
  readonly sharing?: readonly string[];
}

const USUAL: CategoryMap = {
  personalization: ['functional', 'functionality', 'preferences', 'experience', 'personalization'],
  measurement: ['analytics', 'analytic', 'statistics', 'measurement', 'performance'],
  marketing: ['marketing', 'advertising', 'ads'],
  sharing: [],
};

/** A purpose is granted when one of its categories is, else denied: only for an answer that the shopper really gave. */
export const categoryAnswers = (accepted: (category: string) => unknown, map?: CategoryMap): Answers =>
  Object.fromEntries(
    Object.entries({ ...USUAL, ...map }).map(([purpose, categories]) => [
      purpose,
      categories.some((category: string) => accepted(category) === true) ? 'granted' : 'denied',
    ]),
  );
