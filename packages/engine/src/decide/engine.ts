import type { Playbook } from '@aisle/schema';
import { factsOf } from '../facts/facts-of.js';
import { objectsIn, own } from '../own.js';
import type { Profile } from '../profile/profile.js';
import { type Recommending, recommenders } from '../recommend/recommend.js';
import { type PublishedPlaybook, publish } from '../publish/publish.js';
import { choose, noChoice, outcomeOf } from './choose.js';
import type { Context, Decision, DecisionReason, Pick } from './decision.js';

/** Decides by one playbook. The same arguments give the same answer, and no method throws. */
export interface Engine {
  /** The ids of the segments the shopper is in, in the playbook's order. */
  segments(profile: Profile, context: Context): readonly string[];
  /** What a slot gets, and why. */
  decide(slotId: string, profile: Profile, context: Context): Decision;
  /** A recommender's items, at most 8 unless told. */
  recommend(recommenderId: string, profile: Profile, context: Context, options?: RecommendOptions): readonly Pick[];
}

/** How many items are wanted. */
export interface RecommendOptions {
  readonly limit?: number;
}

const defaultLimit = 8;

// A decision that fails is the default content and a reason: it must not reach the page.
const orElse = <T>(work: () => T, fallback: T): T => {
  try {
    return work();
  } catch {
    return fallback;
  }
};

/**
 * Makes an engine of a published playbook. What is no playbook makes an engine that leaves the page alone.
 *
 * @param recommending - `recommenders`, or null: then nothing is recommended, and a page does not carry the code.
 */
export const createEngineWith = (recommending: Recommending | null, playbook: PublishedPlaybook | null): Engine => {
  const segments = objectsIn(own(playbook, 'segments'));
  const slots = new Map(objectsIn(own(playbook, 'slots')).map((slot) => [slot.id, objectsIn(own(slot, 'candidates'))]));
  const recommend = recommending?.(playbook) ?? (() => []);

  const factsFor = (profile: Profile, context: Context) => {
    const entered: string[] = [];
    const facts = factsOf(profile, context, { segments: entered });
    for (const segment of segments) {
      if (outcomeOf(segment, facts) === 'chosen') entered.push(segment.id);
    }
    return { facts, entered };
  };

  const decision = (slot: string, choice: typeof noChoice): Decision => ({
    slot,
    ...choice,
    playbook: own(playbook, 'version') ?? null,
  });
  const nothing = (slot: string, reason: DecisionReason) => decision(slot, { ...noChoice, reason });

  return {
    segments: (profile, context) => orElse(() => factsFor(profile, context).entered, []),
    decide: (slotId, profile, context) =>
      orElse(
        () => {
          const candidates = slots.get(slotId);
          if (!candidates) return nothing(slotId, playbook ? 'no-slot' : 'no-playbook');
          const itemsOf = (id: string, limit = defaultLimit) => recommend(id, { profile, context, limit });
          return decision(slotId, choose(candidates, factsFor(profile, context).facts, itemsOf));
        },
        nothing(slotId, 'error'),
      ),
    // Four, so that it reads as `decide` does.
    // oxlint-disable-next-line max-params
    recommend: (recommenderId, profile, context, options) =>
      orElse(() => recommend(recommenderId, { profile, context, limit: own(options, 'limit') ?? defaultLimit }), []),
  };
};

/** Makes an engine that can do all there is, of a playbook as an author writes it or as it was published. */
export const createEngine = (playbook: Playbook | null): Engine =>
  createEngineWith(recommenders, playbook && publish(playbook));
