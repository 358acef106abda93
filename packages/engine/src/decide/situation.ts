import { meets } from '../condition/matches.js';
import type { Assign, Assignment } from '../experiment/assign.js';
import { type FactsInProgress, factsOf } from '../facts/facts-of.js';
import type { Profile } from '../profile/profile.js';
import type { Predict } from '../propensity/propensity.js';
import type { PublishedPlaybook } from '../publish/published.js';
import type { Recommend, Wish } from '../recommend/recommend.js';
import { own } from '../own.js';
import { choose } from './choose.js';
import type { Arm, Context, Decision, Pick as Picked } from './decision.js';

/** How many items are wanted, 8 unless said, and of what. */
export interface RecommendOptions extends Pick<Wish, 'query'> {
  readonly limit?: number | undefined;
}

/** All that a playbook says of one shopper at one moment. */
export interface Situation {
  /** With segments and stage. */
  readonly facts: FactsInProgress;
  /** Why which arm. */
  assignmentTo(experimentId: string): Assignment;
  /** The arm as an exposure counts it: none when it was forced or previewed. */
  armOf(experimentId: string): readonly Arm[];
  /** Throws on a playbook that `publish` did not make. */
  decide(slotId: string): Decision;
  /** A recommender's items. Nothing for a held-out shopper: what a slot would keep from them is kept from them here, too. */
  recommend(recommenderId: string, options?: RecommendOptions): readonly Picked[];
}

/** A decision for the default content. */
export const nothing = (slot: string, reason: Decision['reason'], playbook: string | null): Decision => ({
  slot,
  candidate: null,
  content: {},
  items: [],
  reason,
  trace: [],
  experiments: [],
  preview: false,
  campaign: null,
  playbook,
});

const isForced = ({ reason }: Assignment): boolean => reason === 'forced' || reason === 'preview';

/** What a page imports only when its playbook has some. */
export interface Capabilities {
  readonly recommend: Recommend;
  readonly assign: Assign;
  readonly predict?: Predict | undefined;
}

/** Whom and which moment a decision is for. */
export interface Shopper {
  readonly profile: Profile;
  readonly context: Context;
}

/** Finds out where a shopper stands. Throws on a playbook that `publish` did not make. */
export const situationOf = (
  playbook: PublishedPlaybook,
  { recommend, assign, predict }: Capabilities,
  { profile, context }: Shopper,
): Situation => {
  const { experiments, version, slots } = playbook;
  const facts = factsOf(profile, context, playbook);
  predict?.(facts, profile);
  const assignments: Record<string, Assignment> = Object.create(null);

  const isHeldOut = (): boolean => assignmentTo('holdout').variation === 'holdout';
  const assignmentTo = (id: string): Assignment =>
    (assignments[id] ??= assign(
      experiments.find((one) => one.id === id),
      { id, facts, profile, context, isHeldOut: id !== 'holdout' && isHeldOut() },
    ));
  const armOf = (id: string): readonly Arm[] => {
    const assignment = assignmentTo(id);
    const { variation } = assignment;
    if (variation === null || isForced(assignment)) return [];
    return [{ id, variation, version: assignment.version }];
  };
  // Without a prototype: a descriptor may inherit.
  Object.defineProperty(facts, 'experiments', {
    __proto__: null,
    get: () => Object.fromEntries(experiments.map(({ id }) => [id, assignmentTo(id).variation])),
  } as PropertyDescriptor);
  for (const { id, when } of playbook.segments) if (meets(when, facts)) facts.segments.push(id);
  for (const { id, when } of playbook.stages) if (meets(when, facts)) facts.stage = id;

  return {
    facts,
    assignmentTo,
    armOf,
    recommend: (id, options) =>
      isHeldOut()
        ? []
        : recommend(id, { profile, context, limit: own(options, 'limit') ?? 8, query: own(options, 'query') }),
    decide(slotId) {
      const slot = slots.find((one) => one.id === slotId);
      if (!slot) return nothing(slotId, 'no-slot', version);
      const { chosen, items, trace, asked } = choose(slot, facts, (id, limit) =>
        recommend(id, { profile, context, limit }),
      );
      const content = chosen?.content;
      return {
        ...nothing(slotId, chosen ? 'matched' : 'no-match', version),
        // A control arm is a candidate with nothing in it: the page's own content stays.
        candidate: chosen && (content ?? chosen.recommend) ? chosen.id : null,
        content: content ?? {},
        items,
        trace,
        experiments: [...asked].flatMap(armOf),
        preview: [...asked].some((one) => isForced(assignmentTo(one))),
        campaign: chosen?.campaign ?? null,
      };
    },
  };
};
