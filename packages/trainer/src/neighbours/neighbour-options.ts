import { TrainerError } from '../trainer-error.js';

/** How neighbours are trained. What is not said is as it was found best. */
export interface NeighbourOptions {
  /** Pairs that were seen in fewer distinct sessions are left out, so that nobody's own way shows. 2; 1 keeps all. */
  readonly floor?: number;
  /** The most neighbours an item has. 25. */
  readonly length?: number;
  /** `hashes` takes 4 bytes an item, and the page must know the catalogue's ids. `ids` needs nothing else. */
  readonly names?: 'ids' | 'hashes';
  /** What an event counts by its type; each type that is not named counts 1. `{ add_to_cart: 1.5, purchase: 3 }`. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** All options, with what was not said. */
export type NeighbourSettings = Required<NeighbourOptions>;

/** Tables of the artifact have no room for more. */
const MOST_NEIGHBOURS = 60;

/**
 * Found on training data only: the last days of Diginetica's training part (length) and of RetailRocket's (weights). More for
 * a purchase finds a few purchases more, and ranks the next view and the next cart a little worse.
 */
const defaults: NeighbourSettings = {
  floor: 2,
  length: 25,
  names: 'ids',
  weights: { add_to_cart: 1.5, purchase: 3 },
};

const refuse = (field: string, found: unknown, fix: string): never => {
  throw new TrainerError(`options.${field}: found ${String(found)}. Fix: give ${fix}`);
};

const isWhole = (value: unknown, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

/** @throws {TrainerError} naming the option and what it may be. */
export const settingsOf = (options: NeighbourOptions): NeighbourSettings => {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings: NeighbourSettings = { ...defaults, ...given };
  const { floor, length, names, weights } = settings;
  if (!isWhole(floor, 1e6)) refuse('floor', floor, 'a whole number from 1');
  if (!isWhole(length, MOST_NEIGHBOURS)) refuse('length', length, `a whole number from 1 to ${MOST_NEIGHBOURS}`);
  if (names !== 'ids' && names !== 'hashes') refuse('names', names, "'ids' or 'hashes'");
  for (const [type, weight] of Object.entries(weights))
    if (!(weight >= 0 && weight < Infinity)) refuse(`weights.${type}`, weight, 'a number from 0');
  return settings;
};
