import type { AisleEvent, Playbook } from '@aisle/schema';
import { type Assignment, experiments, noExperiments } from '../experiment/assign.js';
import type { Profile } from '../profile/profile.js';
import { reduceProfile } from '../profile/reduce-profile.js';
import { publish } from '../publish/publish.js';
import type { PublishedPlaybook } from '../publish/published.js';
import { recommenders } from '../recommend/recommend.js';
import type { Context, Decision, Pick } from './decision.js';
import { type Capabilities, type Situation, nothing, situationOf } from './situation.js';

/** Where a shopper stands. */
export interface Standing {
  /** The ids of the segments the shopper is in, in the playbook's order. */
  readonly segments: readonly string[];
  readonly stage: string | null;
  readonly scores: Readonly<Record<string, unknown>>;
}

/** Decides by one playbook. The same arguments give the same answer, and no method throws. */
export interface Engine {
  readonly playbook: PublishedPlaybook | null;
  /** Folds one event, the playbook's aggregates, sequences and scores included. */
  reduce(profile: Profile, event: AisleEvent): Profile;
  standing(profile: Profile, context: Context): Standing;
  segments(profile: Profile, context: Context): readonly string[];
  /** What a slot gets, and why. */
  decide(slotId: string, profile: Profile, context: Context): Decision;
  /** The arm of an experiment, or none, and why. Counts nothing. */
  variation(experimentId: string, profile: Profile, context: Context): Assignment;
  /** A recommender's items, at most 8 unless told. */
  recommend(recommenderId: string, profile: Profile, context: Context, options?: RecommendOptions): readonly Pick[];
}

/** How many items are wanted. */
export interface RecommendOptions {
  readonly limit?: number;
}

/**
 * Makes an engine that can do all there is, of a playbook as an author writes it or as it was published.
 *
 * Models for `predictions.<id>` come beside it: `{ predict: propensity(models) }`.
 */
export const createEngine = (
  authored: Playbook | PublishedPlaybook | null,
  { predict }: { readonly predict?: Capabilities['predict'] } = {},
): Engine => {
  const playbook = authored && publish(authored);
  const recommend = recommenders(playbook);
  const capabilities = { recommend, assign: experiments, predict };

  // A decision that fails is the default content and a reason: it must not reach the page.
  const ask = <T>(profile: Profile, context: Context, [work, fallback]: [(at: Situation) => T, T]): T => {
    try {
      return playbook ? work(situationOf(playbook, capabilities, { profile, context })) : fallback;
    } catch {
      return fallback;
    }
  };
  const standing = (profile: Profile, context: Context): Standing =>
    ask<Standing>(profile, context, [({ facts }) => facts, { segments: [], stage: null, scores: {} }]);

  return {
    playbook,
    reduce: (profile, event) => reduceProfile(profile, event, playbook?.accumulators),
    standing,
    segments: (profile, context) => standing(profile, context).segments,
    decide: (slotId, profile, context) =>
      ask(profile, context, [
        (at) => at.decide(slotId),
        nothing(slotId, playbook ? 'error' : 'no-playbook', playbook?.version ?? null),
      ]),
    variation: (id, profile, context) =>
      ask(profile, context, [(at) => at.assignmentTo(id), noExperiments(undefined, { id })]),
    // Four, so that it reads as `decide` does.
    // oxlint-disable-next-line max-params
    recommend(recommenderId, profile, context, options) {
      try {
        return recommend(recommenderId, { profile, context, limit: options?.limit ?? 8 });
      } catch {
        return [];
      }
    },
  };
};
