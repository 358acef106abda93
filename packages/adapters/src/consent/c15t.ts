import type { Plugin } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';
import { consentPlatform, globalOf, ownIn } from './consent-platform.js';

/** The part of c15t's store that we read. */
interface Store {
  getState(): {
    /** What was saved, not what is toggled. */
    readonly consents: Readonly<Record<string, boolean>>;
    /** Null until the shopper saved something, and after a reset. */
    readonly consentInfo: { readonly time: number } | null;
  };
  subscribe(listener: () => void): () => void;
}

const storeOf = () => globalOf('c15tStore') as Store | undefined;

/**
 * Asks c15t 2: pending until the shopper saved an answer, and again after a reset.
 *
 * @param map - The shop's category names; the defaults know c15t's own.
 */
export const c15t = (map?: CategoryMap): Plugin =>
  consentPlatform('c15t', {
    read() {
      const { consents, consentInfo } = storeOf()?.getState() ?? {};
      if (!consents || !consentInfo) return null;
      return { ...categoryAnswers((category) => ownIn(consents, category), map), proof: { atMs: consentInfo.time } };
    },
    subscribe: (ask) => storeOf()?.subscribe?.(ask),
  });
