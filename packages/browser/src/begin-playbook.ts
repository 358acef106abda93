import type { Assign, PublishedPlaybook, Recommend, Recommending } from '@aisle/engine';
import type { Diagnose } from './error.js';
import type { LateExperiments } from './late-experiments.js';
import type { LateRecommenders, Picks } from './late-recommenders.js';

/** How a page comes to its one playbook. */
export interface Beginning {
  /** Takes a playbook that came: the first one is this page's, a newer one the next page's. */
  use(playbook: PublishedPlaybook | null): void;
  /** The shopper has answered: what came too early may load its code now. */
  resume(): void;
  latest(): PublishedPlaybook | null;
}

export interface BeginningOptions {
  readonly recommenders: Recommending | LateRecommenders | undefined;
  readonly experiments: Assign | LateExperiments | undefined;
  /** What the page before prepared. */
  readonly picks: () => Picks | undefined;
  readonly isPending: () => boolean;
  readonly begin: (playbook: PublishedPlaybook, recommend: Recommend) => void;
  readonly diagnose: Diagnose;
}

export const createBeginning = ({
  recommenders,
  experiments,
  picks,
  isPending,
  begin,
  diagnose,
}: BeginningOptions): Beginning => {
  let first: PublishedPlaybook | null = null;
  let latest: PublishedPlaybook | null = null;
  let isLoading = false;
  const missing = (field: string): void => diagnose('playbook/invalid', `${field}: pass them`);

  const resume = (): void => {
    if (!first?.recommenders.length || typeof recommenders !== 'object' || isLoading) return;
    const playbook = first;
    // Asked each time: what was prepared for a shopper who withdrew is theirs no more.
    const early = (): void => begin(playbook, recommenders.before(picks));
    // Picks from the page before fill the first frame; else the decision waits for the code.
    if (picks() || isPending()) early();
    // Not before an answer: until then the playbook is all that is fetched.
    if (isPending()) return;
    isLoading = true;
    recommenders.load().then(
      (loaded) => begin(playbook, loaded(playbook)),
      (cause: unknown) => {
        diagnose('plugin/failed', 'recommenders', cause);
        early();
      },
    );
  };

  return {
    latest: () => latest,
    resume,
    // oxlint-disable-next-line complexity -- what may be missing, in its order.
    use(playbook) {
      latest = playbook ?? latest;
      if (first || !playbook) return;
      first = playbook;
      const recommends = playbook.recommenders[0];
      if (playbook.experiments[0] && !experiments) missing('experiments');
      if (recommends && !recommenders) missing('recommenders');
      if (typeof recommenders === 'function') begin(playbook, recommenders(playbook));
      else if (recommends && recommenders) resume();
      else begin(playbook, () => []);
    },
  };
};
