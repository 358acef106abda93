import type { PublishedExperiment } from '../publish/published.js';
import type { AssignmentReason } from './assignment-reason.js';
import { chooseVariation } from './bucket.js';
import { hash } from './hash.js';
import { inNamespace } from './namespace.js';

/** The place of a variation in its experiment, -1 for none, and why. */
export type Placed = readonly [place: number, reason: AssignmentReason];

/** Draws the lot of a visitor. */
export type Chance = (experiment: PublishedExperiment, visitorId: string) => Placed;

/** By namespace, coverage and weights: the same for the same visitor. */
export const chanceOf: Chance = ({ seed, hashVersion, ranges, namespace }, visitorId) => {
  if (namespace && !inNamespace(visitorId, namespace)) return [-1, 'other-experiment'];
  const at = chooseVariation(hash(seed, visitorId, hashVersion) ?? -1, ranges);
  return [at, at < 0 ? 'not-covered' : 'assigned'];
};
