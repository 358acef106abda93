import './aisle-global.js';
import type { Evaluates } from './evaluates.js';

export const ALL_GRANTED = {
  personalization: 'granted',
  measurement: 'granted',
  marketing: 'granted',
  sharing: 'granted',
} as const;
export const ALL_DENIED = {
  personalization: 'denied',
  measurement: 'denied',
  marketing: 'denied',
  sharing: 'denied',
} as const;

/** Answers for a shopper, and waits until all of it is written and sent, as far as it can be. */
export const answer = (page: Evaluates, answers: Parameters<typeof aisle.consent.set>[0]): Promise<void> =>
  page.evaluate(async (said) => {
    aisle.consent.set(said);
    await aisle.flush();
  }, answers);

/** A view of one item, written and sent. */
export const look = (page: Evaluates, id: string): Promise<void> =>
  page.evaluate(async (item) => {
    aisle.record('view_item', { items: [{ item_id: item }] });
    await aisle.flush();
  }, id);

/** As if the page had been left for another tab and come back. */
export const beSeenAgain = (page: Evaluates): Promise<boolean> =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
