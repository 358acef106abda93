import type { Answers, Plugin } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';
import { consentPlatform, globalOf, ownIn } from './consent-platform.js';

/** The part of the answer that we read. */
interface Details {
  readonly consent: { readonly type: string };
  readonly categories: Readonly<Record<string, { readonly state: string } | undefined>>;
}

/** The part of Usercentrics 3 that we read. */
interface Usercentrics {
  getConsentDetails(): Promise<Details>;
}

/**
 * Asks Usercentrics 3: pending until the shopper answered. What its type calls implicit, nobody answered; a category that is
 * accepted in part is not.
 *
 * Its public documents name the call and the events, but not every word of the answer: `consent.type` "EXPLICIT" and
 * `categories[slug].state` "ALL_ACCEPTED" are our reading, to be checked on a live account. Any other words are pending.
 *
 * @param map - The shop's category slugs; the defaults know the usual ones.
 */
export const usercentrics = (map?: CategoryMap): Plugin => {
  let answers: Answers | null = null;
  let tell: (() => void) | undefined;
  const hear = (details: Details | null): void => {
    const { consent, categories } = details ?? {};
    const next =
      categories && consent?.type === 'EXPLICIT'
        ? categoryAnswers((category) => ownIn(categories, category)?.state === 'ALL_ACCEPTED', map)
        : null;
    const isNew = JSON.stringify(next) !== JSON.stringify(answers);
    answers = next;
    // Only then: to be told is to ask again.
    if (isNew) tell?.();
  };
  return consentPlatform('usercentrics', {
    events: ['UC_CMP_API_READY', 'UC_UI_INITIALIZED', 'UC_CONSENT', 'UC_UI_CMP_EVENT'],
    read() {
      const platform = globalOf('__ucCmp') as Usercentrics | undefined;
      if (!platform) return null;
      // It answers later: what is known by now is its last answer.
      platform
        .getConsentDetails()
        .then(hear)
        .catch(() => hear(null));
      return answers;
    },
    subscribe(ask) {
      tell = ask;
      return () => (tell = undefined);
    },
  });
};
