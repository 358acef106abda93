import {
  type Context,
  type Decision,
  type Pick,
  type Profile,
  type PublishedPlaybook,
  type Recommending,
  createEngineWith,
} from '@aisle/engine';

/** The engine with a playbook in it, asked on behalf of a page. */
export interface Decisions {
  /** The page keeps the playbook it began with. */
  use(playbook: PublishedPlaybook): void;
  playbook(): PublishedPlaybook | null;
  segments(): readonly string[];
  decide(slot: string): Decision;
  recommend(recommender: string, options?: { readonly limit?: number }): readonly Pick[];
}

const isAt = (path: string, url: unknown): boolean =>
  typeof url === 'string' &&
  url.includes(path) &&
  URL.canParse(url, location.href) &&
  new URL(url, location.href).pathname === path;

export interface DecisionsOptions {
  readonly recommenders: Recommending | undefined;
  readonly profile: () => Profile;
  readonly contextOf: (itemId: string | undefined) => Context;
}

export const createDecisions = ({ recommenders, profile, contextOf }: DecisionsOptions): Decisions => {
  let playbook: PublishedPlaybook | null = null;
  let engine = createEngineWith(null, playbook);
  let path = '';
  let itemId: string | undefined;
  const context = (): Context => {
    if (path !== location.pathname) {
      // A page is about the item that lives at its address. A catalogue is long and an address stays: looked up once.
      path = location.pathname;
      itemId = playbook?.catalogue?.find((item) => isAt(path, item?.x_url))?.item_id;
    }
    return contextOf(itemId);
  };
  return {
    use(next) {
      playbook = next;
      path = '';
      engine = createEngineWith(recommenders ?? null, next);
    },
    playbook: () => playbook,
    segments: () => engine.segments(profile(), context()),
    decide: (slot) => engine.decide(slot, profile(), context()),
    recommend: (recommender, options) => engine.recommend(recommender, profile(), context(), options),
  };
};
