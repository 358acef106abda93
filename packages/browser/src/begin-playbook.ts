import type { PublishedPlaybook, Recommend } from '@aisle/engine';
import type { LateRecommenders, Picks } from './late-recommenders.js';
import type { ModelHost } from './models/model-host.js';
import type { AisleOptions } from './options.js';
import type { PageRecommending } from './page-recommenders.js';

/** How a page comes to its one playbook. */
export interface Beginning {
  /** Takes a playbook that came: the first one is this page's, a newer one the next page's. */
  use(playbook: PublishedPlaybook | null): void;
  /** The shopper has answered: what came too early may load its code now. */
  goOn(): void;
  latest(): PublishedPlaybook | null;
}

export interface BeginningOptions {
  /** What the page before prepared. */
  readonly picks: () => Picks | undefined;
  readonly begin: (playbook: PublishedPlaybook, recommend: Recommend) => void;
  readonly host: ModelHost & { readonly options: Pick<AisleOptions, 'recommenders' | 'experiments'> };
}

/** So long a decision waits for code of recommenders, in which a shopper may look at default content. */
const PATIENCE_MS = 300;

export const createBeginning = ({ picks, begin, host }: BeginningOptions): Beginning => {
  const { recommenders, experiments } = host.options;
  let latest: PublishedPlaybook | null = null;
  /** It begins whole when the code of recommenders is there. */
  let waiting: PublishedPlaybook | null = null;

  const missing = (field: string): void => host.diagnose('playbook/invalid', `${field}: pass them`);

  const start = (playbook: PublishedPlaybook, recommending: PageRecommending): void => {
    const recommend = recommending(playbook, host);
    // At once where nothing is to come: what a page knows shows in its first frame.
    if (recommend.ready) void recommend.ready.then(() => begin(playbook, recommend));
    else begin(playbook, recommend);
  };
  const goOn = (): void => {
    if (!waiting) return;
    const playbook = waiting;
    // Asked each time: what was prepared for a shopper who withdrew is theirs no more.
    const early = (): void => begin(playbook, (recommenders as LateRecommenders).before(picks));
    // Picks from the page before fill the first frame; else the decision waits for the code.
    const isPending = host.personalization() === 'pending';
    if (picks() || isPending) early();
    // Not before an answer: until then the playbook is all that is fetched.
    if (isPending) return;
    waiting = null;
    // Code that hangs, or fails, keeps nobody's slots waiting.
    const patience = setTimeout(early, PATIENCE_MS);
    (recommenders as LateRecommenders).load().then(
      (loaded) => {
        clearTimeout(patience);
        start(playbook, loaded);
      },
      (cause: unknown) => host.diagnose('plugin/failed', 'recommenders', cause),
    );
  };

  return {
    latest: () => latest,
    goOn,
    // oxlint-disable-next-line complexity -- what may be missing, in its order.
    use(playbook) {
      const isFirst = !latest;
      latest = playbook ?? latest;
      if (!isFirst || !playbook) return;
      // What a model foretells is learned by the same code that recommends.
      const recommends = playbook.recommenders[0] ?? playbook.models;
      if (playbook.experiments[0] && !experiments) missing('experiments');
      if (recommends && !recommenders) missing('recommenders');
      if (typeof recommenders === 'function') start(playbook, recommenders);
      else if (recommends && recommenders) {
        waiting = playbook;
        goOn();
      } else begin(playbook, () => []);
    },
  };
};
