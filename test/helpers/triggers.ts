import type { Page } from 'playwright/test';
import type { Evaluates } from './evaluates.js';

/** In a page: notes each trigger that fires, and its moment, in their order. */
export const HEARING = `<script>fired = []; aisle.on('trigger', ({ id, moment }) => fired.push(id + ' ' + moment))</script>`;

export const firedIn = (page: Evaluates): Promise<readonly string[]> =>
  page.evaluate(() => [...((globalThis as { fired?: readonly string[] }).fired ?? [])]);

/** As another tab in front of it would: a headless browser shows every tab. */
export const beHidden = (page: Evaluates, hidden: boolean): Promise<void> =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

const TYPES = ['mouseout', 'touchstart', 'touchend', 'scroll', 'pointermove', 'keydown', 'wheel', 'touchmove'];

/** How many listeners of moments the document has, as the browser's own tools count them. */
export const listenersIn = async (page: Page): Promise<number> => {
  const devtools = await page.context().newCDPSession(page);
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'document' });
  const { listeners } = await devtools.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
  await devtools.detach();
  return listeners.filter(({ type }) => TYPES.includes(type)).length;
};
