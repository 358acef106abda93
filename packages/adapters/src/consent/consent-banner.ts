import type { Answers, Plugin } from '@aisle/browser';
import { consentPlatform } from './consent-platform.js';

/**
 * Asks a banner of the shop's own making.
 *
 * @param read - What it knows now: `{ personalization: 'granted', measurement: 'denied' }`, or null before an answer. A purpose
 *   that it does not name is left to other sources.
 * @param subscribe - Called once. Calls back after each change, and returns its undo. Without it, the banner is asked when a
 *   script loads, when the page is seen again and before anything is sent.
 */
export const consentBanner = (
  read: () => Answers | null,
  subscribe?: (changed: () => void) => (() => void) | void,
): Plugin => consentPlatform('consent-banner', { read, subscribe: (ask) => subscribe?.(ask) ?? true });
