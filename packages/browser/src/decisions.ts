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
  type Situation,
  type Standing,
  type Words,
  noExperiments,
  nothing,
  situationOf,
} from '@aisle/engine';

/** A playbook, asked on behalf of a page. No method throws. */
export interface Decisions {
  use(playbook: PublishedPlaybook, recommend: Recommend): void;
  playbook(): PublishedPlaybook | null;
  standing(): Standing;
  decide(slot: string): Decision;
  variation(experiment: string): Assignment;
  /** As an exposure counts it: none when it was forced or previewed. */
  armOf(experiment: string): readonly Arm[];
  recommend(recommender: string, options?: { readonly limit?: number }): readonly Pick[];
  /** Null without a playbook, or where its code cannot be loaded. */
  explain(slot: string, words?: Words): Promise<Explanation | null>;
}

const isAt = (path: string, url: unknown): boolean =>
  typeof url === 'string' &&
  url.includes(path) &&
  URL.canParse(url, location.href) &&
  new URL(url, location.href).pathname === path;

export interface DecisionsOptions {
  readonly profile: () => Profile;
  readonly contextOf: (itemId: string | undefined) => Context;
  readonly assign: Assign;
}

export const createDecisions = ({ profile, contextOf, assign }: DecisionsOptions): Decisions => {
  let playbook: PublishedPlaybook | null = null;
  let recommend: Recommend = () => [];
  let path = '';
  let itemId: string | undefined;
  const shopper = () => {
    if (path !== location.pathname) {
      // A page is about the item that lives at its address. A catalogue is long and an address stays: looked up once.
      path = location.pathname;
      itemId = playbook?.catalogue.find((item) => isAt(path, item?.x_url))?.item_id;
    }
    return { profile: profile(), context: contextOf(itemId) };
  };
  // A decision that fails is the default content and a reason: it must not reach the page.
  const orElse = <Answer>(work: (playbook: PublishedPlaybook) => Answer, fallback: Answer): Answer => {
    try {
      return playbook ? work(playbook) : fallback;
    } catch {
      return fallback;
    }
  };
  const ask = <Answer>(question: (situation: Situation) => Answer, fallback: Answer): Answer =>
    orElse((known) => question(situationOf(known, { recommend, assign }, shopper())), fallback);
  return {
    use(...next) {
      path = '';
      [playbook, recommend] = next;
    },
    playbook: () => playbook,
    standing: () => ask<Standing>(({ facts }) => facts, { segments: [], stage: null, scores: {} }),
    decide: (slot) =>
      ask(
        (situation) => situation.decide(slot),
        nothing(slot, playbook ? 'error' : 'no-playbook', playbook?.version ?? null),
      ),
    variation: (experiment) =>
      ask<Assignment>((situation) => situation.assignmentTo(experiment), noExperiments(undefined, { id: experiment })),
    armOf: (experiment) => ask((situation) => situation.armOf(experiment), []),
    recommend: (recommender, options) =>
      orElse(() => recommend(recommender, { ...shopper(), limit: options?.limit ?? 8 }), []),
    async explain(slot, words) {
      const { explainWith } = (await import('./explain.js').catch(() => null)) ?? {};
      const known = playbook;
      return known && explainWith
        ? ask<Explanation | null>((situation) => explainWith(known, slot, { situation, words }), null)
        : null;
    },
  };
};
