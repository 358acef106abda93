import type { Plugin } from '@aisle/browser';
import type { CategoryMap } from './category-answers.js';
import { consentPlatform, globalOf } from './consent-platform.js';
import { serviceAnswers } from './service-answers.js';

/** The part of tarteaucitron 1.34 that we read. */
interface Tarteaucitron {
  /** The services in the page. */
  readonly job: readonly string[];
  readonly services: Readonly<Record<string, { readonly type: string }>>;
  /** Without the services that nobody was asked about yet. */
  readonly state: Readonly<Record<string, boolean>>;
}

/**
 * Asks tarteaucitron: pending until every service in the page is answered.
 *
 * @param map - Names of services, or of tarteaucitron's types: of a type, every service must be allowed.
 */
export const tarteaucitron = (map?: CategoryMap): Plugin =>
  consentPlatform('tarteaucitron', {
    // The second is all that is said when the shopper answered on an earlier page.
    events: ['tac.consent_updated', 'tac.root_available'],
    read() {
      const { job, services, state } = globalOf('tarteaucitron') as Tarteaucitron;
      if (!job[0] || !job.every((key) => Object.hasOwn(state, key))) return null;
      return serviceAnswers(
        job.map((key) => [[key, services[key]?.type], state[key]]),
        map,
      );
    },
  });
