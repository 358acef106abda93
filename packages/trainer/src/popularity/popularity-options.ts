import { TrainerError } from '../trainer-error.js';

/** How popularity is counted. */
export interface PopularityOptions {
  /** Items that fewer distinct sessions had are left out, in each country, too. 2. */
  readonly floor?: number;
  /** The categories of an item, the broadest first. */
  readonly categoriesOf?: (itemId: string) => readonly string[];
}

/** @throws {TrainerError} when the floor cannot be used. */
export const popularitySettings = ({ floor = 2, categoriesOf = () => [] }: PopularityOptions) => {
  if (!Number.isInteger(floor) || floor < 1)
    throw new TrainerError(`options.floor: found ${floor}. Fix: give a whole number from 1`);
  return { floor, categoriesOf };
};
