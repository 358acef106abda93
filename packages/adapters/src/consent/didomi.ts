import type { Plugin } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';
import { consentPlatform, globalOf, ownIn } from './consent-platform.js';

/** The part of Didomi's globals that we use. */
interface Globals {
  readonly Didomi?: {
    shouldUserStatusBeCollected(): boolean;
    getCurrentUserStatus(): {
      readonly purposes: Readonly<Record<string, { readonly enabled: boolean } | undefined>>;
      readonly regulation?: string;
      readonly updated: string;
    };
  };
  didomiOnReady?: (() => void)[];
  didomiEventListeners?: object[];
}

const globals = () => window as unknown as Globals;

/** The IAB's purposes, in Didomi's words: all that a plus joins. */
const USUAL: CategoryMap = {
  personalization: ['cookies+create_content_profile+select_personalized_content'],
  measurement: ['cookies+measure_content_performance'],
  marketing: ['cookies+select_basic_ads+create_ads_profile+select_personalized_ads+measure_ad_performance'],
};

/**
 * Asks Didomi: pending while it still has to ask the shopper. Where no regulation applies, it says nothing.
 *
 * @param map - Ids of the shop's own purposes, which only the shop knows; `a+b` when both are needed. The defaults know the IAB's.
 */
export const didomi = (map?: CategoryMap): Plugin =>
  consentPlatform('didomi', {
    read() {
      const Didomi = globalOf('Didomi') as Globals['Didomi'];
      if (Didomi?.shouldUserStatusBeCollected() !== false) return null;
      const { purposes, regulation, updated } = Didomi.getCurrentUserStatus();
      if (regulation === 'none') return {};
      const isEnabled = (id: string): boolean => ownIn(ownIn(purposes, id) ?? {}, 'enabled') === true;
      return {
        ...categoryAnswers((ids) => ids.split('+').every(isEnabled), { ...USUAL, ...map }),
        proof: { atMs: Date.parse(updated) },
      };
    },
    subscribe(ask) {
      const page = globals();
      if (!page.Didomi) return false;
      let hear: (() => void) | undefined = ask;
      const listener = (): void => hear?.();
      // It watches both arrays after it came, too, and takes nothing back out of them.
      (page.didomiOnReady ??= []).push(listener);
      (page.didomiEventListeners ??= []).push({ event: 'consent.changed', listener });
      return () => (hear = undefined);
    },
  });
