import {
  type Arm,
  type Assign,
  type Assignment,
  type Context,
  type Decision,
  type Explanation,
  type Pick,
  type Profile,
  type PublishedPlaybook,
  type Recommend,
  type RecommendOptions,
  type Situation,
  type Standing,
  type Words,
  noExperiments,
  nothing,
  situationOf,
} from '@aisle/engine';
import type { Picks } from './late-recommenders.js';

/** A playbook, asked on behalf of a page. No method throws. */
export interface Decisions {
  use(playbook: PublishedPlaybook, recommend: Recommend): void;
  playbook(): PublishedPlaybook | null;
  standing(): Omit<Standing, 'scores'>;
  decide(slot: string): Decision;
  variation(experiment: string): Assignment;
  /** As an exposure counts it: none when it was forced or previewed. */
  armOf(experiment: string): readonly Arm[];
  recommend(recommender: string, options?: RecommendOptions): readonly Pick[];
  /** What the next page may show until its code is there; undefined while it is not here. */
  picks(): Picks | undefined;
  /** Null without a playbook, or where its code cannot be loaded. */
  explain(slot: string, words?: Words): Promise<Explanation | null>;
}

const isAt = (path: string, url: string): boolean => {
  try {
    return url.includes(path) && new URL(url, location.href).pathname === path;
  } catch {
    // No address, or no text.
    return false;
  }
};

export interface DecisionsOptions {
  readonly profile: () => Profile;
  /** With what stands beside a slot, where one is decided. */
  readonly contextOf: (itemId: string | undefined, slot: string | undefined) => Context;
  readonly assign: Assign;
}

export const createDecisions = ({ profile, contextOf, assign }: DecisionsOptions): Decisions => {
  let playbook: PublishedPlaybook | null = null;
  let recommend: Recommend = () => [];
  let path = '';
  let itemId: string | undefined;
  const shopper = (slot?: string) => {
    if (path !== location.pathname) {
      // A page is about the item that lives at its address. A catalogue is long and an address stays: looked up once.
      path = location.pathname;
      itemId = playbook?.catalogue.find((item) => isAt(path, item?.x_url))?.item_id;
    }
    return { profile: profile(), context: contextOf(itemId, slot) };
  };
  // A decision that fails is the default content and a reason: it must not reach the page.
  const ask = <Answer>(question: (situation: Situation) => Answer, fallback: Answer, slot?: string): Answer => {
    try {
      return playbook
        ? question(situationOf(playbook, { recommend, assign, predict: recommend.predict }, shopper(slot)))
        : fallback;
    } catch {
      return fallback;
    }
  };
  return {
    use(...next) {
      path = '';
      [playbook, recommend] = next;
    },
    playbook: () => playbook,
    standing: () => ask<Omit<Standing, 'scores'>>(({ facts }) => facts, { segments: [], stage: null }),
    decide: (slot) =>
      ask(
        (situation) => situation.decide(slot),
        nothing(slot, playbook ? 'error' : 'no-playbook', playbook?.version ?? null),
        slot,
      ),
    variation: (experiment) =>
      ask<Assignment>((situation) => situation.assignmentTo(experiment), noExperiments(undefined, { id: experiment })),
    armOf: (experiment) => ask((situation) => situation.armOf(experiment), []),
    recommend: (recommender, options) => ask((situation) => situation.recommend(recommender, options), []),
    picks: () => recommend.prepare?.(shopper()),
    explain: (slot, words) =>
      import('./explain.js').then(
        ({ explainWith }) =>
          ask<Explanation | null>(
            (situation) => explainWith(playbook as PublishedPlaybook, slot, { situation, words }),
            null,
            slot,
          ),
        () => null,
      ),
  };
};
