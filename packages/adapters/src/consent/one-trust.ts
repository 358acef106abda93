import type { Plugin } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';
import { consentPlatform, globalOf } from './consent-platform.js';

/** The part of OneTrust's globals that we read. */
interface Globals {
  /** At first without its methods. */
  readonly OneTrust?: { IsAlertBoxClosed(): boolean };
  /** `,C0001,C0003,`. Before the answer, what the region permits without one. */
  readonly OnetrustActiveGroups: string;
}

const USUAL: CategoryMap = { personalization: ['C0003'], measurement: ['C0002'], marketing: ['C0004'] };

/**
 * Asks OneTrust: pending until its banner was answered, whatever groups are active before.
 *
 * @param map - The shop's group ids, where they are not OneTrust's own.
 */
export const oneTrust = (map?: CategoryMap): Plugin =>
  consentPlatform('one-trust', {
    // The first comes with every load; only the second after the banner has closed.
    events: ['OneTrustGroupsUpdated', 'OTConsentApplied'],
    read() {
      const OneTrust = globalOf('OneTrust') as Globals['OneTrust'];
      const groupList = globalOf('OnetrustActiveGroups') as Globals['OnetrustActiveGroups'];
      if (!OneTrust?.IsAlertBoxClosed()) return null;
      const groups = groupList.split(',');
      return categoryAnswers((group) => groups.includes(group), { ...USUAL, ...map });
    },
  });
