import type { Playbook } from '@aisle/schema';
import { explainWith } from '../explain/explain.js';
import type { Explanation } from '../explain/explanation.js';
import type { Words } from '../explain/words.js';
import { experiments } from '../experiment/assign.js';
import { publish } from '../publish/publish.js';
import type { PublishedPlaybook } from '../publish/published.js';
import { recommenders } from '../recommend/recommenders.js';
import type { Decision } from './decision.js';
import { createEngine } from './engine.js';
import { type Shopper, situationOf } from './situation.js';

/** Decides once; never throws. Where decisions are many, `createEngine` makes the playbook ready only once. */
export const decide = (
  playbook: Playbook | PublishedPlaybook | null,
  slotId: string,
  { profile, context }: Shopper,
): Decision => createEngine(playbook).decide(slotId, profile, context);

/**
 * Explains one decision: the tree of what was asked with the values seen, and what it means.
 *
 * Throws on a profile or a playbook that is none; `decide` answers those with the default content.
 */
export const explain = (
  playbook: Playbook | PublishedPlaybook,
  slotId: string,
  { words, ...shopper }: Shopper & { readonly words?: Words },
): Explanation => {
  const published = publish(playbook);
  const situation = situationOf(published, { recommend: recommenders(published), assign: experiments }, shopper);
  return explainWith(published, slotId, { situation, words });
};
