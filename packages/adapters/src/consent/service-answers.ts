import type { Answers } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';

/** One service that the shopper is asked about: what it is called and filed under, and the answer. */
export type Service = readonly [names: readonly unknown[], allowed: unknown];

/** For platforms that ask service by service: a category is accepted when all that bear its name are allowed. */
export const serviceAnswers = (services: readonly Service[], map?: CategoryMap): Answers =>
  categoryAnswers((category) => {
    const meant = services.filter(([names]) => names.includes(category));
    return meant.length > 0 && meant.every(([, allowed]) => allowed === true);
  }, map);
