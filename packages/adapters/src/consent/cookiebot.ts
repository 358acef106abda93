import type { Plugin } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';
import { consentPlatform, globalOf, ownIn } from './consent-platform.js';

/** The part of Cookiebot that we read. */
interface Cookiebot {
  readonly hasResponse: boolean;
  readonly consent: Readonly<Record<string, unknown>>;
  readonly consentUTC?: Date;
}

/**
 * Asks Cookiebot: pending until the shopper answered. What it calls implied, nobody answered.
 *
 * @param map - Which of `preferences`, `statistics` and `marketing` grants what, when it is not the purpose of that name.
 */
export const cookiebot = (map?: CategoryMap): Plugin =>
  consentPlatform('cookiebot', {
    // They come with later loads, too, and "accept" is not "accept all": each is only an occasion to ask.
    events: ['CookiebotOnLoad', 'CookiebotOnConsentReady', 'CookiebotOnAccept', 'CookiebotOnDecline'],
    read() {
      const platform = globalOf('Cookiebot') as Cookiebot;
      const { consent, consentUTC } = platform;
      // A page's own elements of these names are true, too.
      if (!Object.hasOwn(platform, 'hasResponse') || platform.hasResponse !== true || consent['method'] === 'implied')
        return null;
      return {
        ...categoryAnswers((category) => ownIn(consent, category), map),
        ...(consentUTC && { proof: { atMs: +consentUTC } }),
      };
    },
  });
