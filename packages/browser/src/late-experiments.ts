import { type Assign, type Chance, assignBy } from '@aisle/engine';

/** Experiments whose lots are drawn by code that comes with the first grant: nobody has an id before that. */
export interface LateExperiments {
  by(chance: Chance | undefined): Assign;
}

/** For `createAisle({ experiments })`, where every byte counts: an arm of the page before stands until the code is there. */
export const lateExperiments: LateExperiments = { by: assignBy };
