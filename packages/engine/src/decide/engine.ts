import type { AisleEvent, Playbook } from '@aisle/schema';
import { type Assignment, experiments, noExperiments } from '../experiment/assign.js';
import { objectsIn } from '../own.js';
import type { Profile } from '../profile/profile.js';
import { reduceProfile } from '../profile/reduce-profile.js';
import { publish } from '../publish/publish.js';
import type { PublishedPlaybook } from '../publish/published.js';
import type { Models } from '../recommend/models.js';
import type { Reasons } from '../recommend/reason-of.js';
import type { Recommend } from '../recommend/recommend.js';
import { recommenders } from '../recommend/recommenders.js';
import type { Context, Decision, Pick } from './decision.js';
import { type Capabilities, type RecommendOptions, type Situation, nothing, situationOf } from './situation.js';

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
  /** A recommender's items, at most 8 unless told. None for a held-out shopper. */
  recommend(recommenderId: string, profile: Profile, context: Context, options?: RecommendOptions): readonly Pick[];
}

/** What an engine has beside its playbook. */
export interface EngineOptions {
  /** Models for `predictions.<id>`: `propensity(models)`. */
  readonly predict?: Capabilities['predict'];
  /** Models for recommenders, opened. */
  readonly models?: Models | undefined;
  /** Gives picks a reason in a shopper's words: `englishReasons`, `germanReasons`. */
  readonly words?: Reasons | undefined;
}

/** Makes an engine that can do all there is, of a playbook as an author writes it or as it was published. */
export const createEngine = (
  authored: Playbook | PublishedPlaybook | null,
  { predict, models, words }: EngineOptions = {},
): Engine => {
  const playbook = authored && publish(authored);
  const reasons = new Map(Object.entries(words ?? {}));
  const find = recommenders({
    catalogue: playbook?.catalogue ?? [],
    // A recommender's own words win.
    recommenders: objectsIn(playbook?.recommenders).map((one) => ({ reason: reasons.get(one.strategy), ...one })),
  });
  const recommend: Recommend = (id, wish) => find(id, { ...wish, models });
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
    recommend: (recommenderId, profile, context, options) =>
      ask(profile, context, [(at) => at.recommend(recommenderId, options), []]),
  };
};
