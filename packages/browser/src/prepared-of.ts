import type { PublishedPlaybook } from '@aisle/engine';
import type { Decisions } from './decisions.js';
import type { Prepared } from './log/quick-store.js';
import type { AisleOptions } from './options.js';

/** What a page knows that the next one may begin with. */
export interface Outlook {
  readonly options: AisleOptions;
  readonly decisions: Decisions;
  /** What the page before prepared. */
  readonly before: Prepared | null;
  /** The newest playbook that came; it may be the next page's. */
  readonly newest: PublishedPlaybook | null;
}

/** Hands a page's outlook to the code that makes use of it. */
export type Prepare = (of: (outlook: Outlook) => Prepared) => Prepared;

const assignedIn = (known: PublishedPlaybook | null, { decisions, before }: Outlook): Prepared['assigned'] =>
  Object.fromEntries(
    known?.experiments.map(({ id, version }) => {
      const key = `${id}@${version}`;
      // What is forced or previewed is no arm, it is for this page only: the next one begins as this one did.
      return [key, decisions.armOf(id)[0]?.variation ?? before?.assigned?.[key]];
    }) ?? [],
  );

/** Works out for the next page what it can show before the store can answer and late code is there. */
export const preparedOf = (outlook: Outlook): Prepared => {
  const { options, decisions, before, newest } = outlook;
  const known = decisions.playbook();
  return {
    // An inline playbook is in the page anyway.
    playbook: (typeof options.playbook === 'string' && newest) || undefined,
    assigned: assignedIn(known, outlook),
    picks:
      typeof options.recommenders === 'object' && known?.version === newest?.version
        ? (decisions.picks() ?? before?.picks)
        : undefined,
  };
};
