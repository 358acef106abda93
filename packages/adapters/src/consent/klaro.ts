import type { Plugin } from '@aisle/browser';
import type { CategoryMap } from './category-answers.js';
import { consentPlatform, globalOf, ownIn } from './consent-platform.js';
import { serviceAnswers } from './service-answers.js';

/** The part of Klaro 0.7 that we read. */
interface Klaro {
  readonly defaultConfig?: object;
  getManager(): Manager;
}

interface Manager {
  readonly config: { readonly services: readonly { readonly name: string; readonly purposes?: readonly string[] }[] };
  readonly confirmed: boolean;
  readonly savedConsents: Readonly<Record<string, boolean>>;
  watch(watcher: object): void;
  unwatch(watcher: object): void;
}

/**
 * Asks Klaro 0.7 what was saved: pending until then, whatever is toggled, and again for a service nobody was asked about.
 *
 * @param map - Names of services, or of Klaro's purposes: of a purpose, every service must be allowed.
 * @param platform - For a shop that imports Klaro: no `window.klaro` then.
 */
export const klaro = (map?: CategoryMap, platform?: Klaro): Plugin => {
  const managerOf = (): Manager | undefined => {
    const found = platform ?? (globalOf('klaro') as Klaro | undefined);
    // Who asks for the manager first makes it, and it acts on what is in the page by then: not before all of it is.
    return document.readyState === 'loading' || !found?.defaultConfig ? undefined : found.getManager();
  };
  return consentPlatform('klaro', {
    events: ['DOMContentLoaded'],
    read() {
      const manager = managerOf();
      if (!manager?.confirmed) return null;
      const { config, savedConsents } = manager;
      return serviceAnswers(
        config.services.map(({ name, purposes = [] }) => [[name, ...purposes], ownIn(savedConsents, name)]),
        map,
      );
    },
    subscribe(ask) {
      const manager = managerOf();
      const watcher = { update: ask };
      manager?.watch(watcher);
      return manager && (() => manager.unwatch(watcher));
    },
  });
};
