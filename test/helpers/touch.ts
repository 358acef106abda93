import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright/test';
import type { Evaluates } from './evaluates.js';

/** One call to storage or to the network, as the page's scripts made it. */
export interface Touch {
  /** `other` is listed, but keeps nothing and sends nothing away: a BroadcastChannel. */
  readonly kind: 'storage' | 'network' | 'other';
  /** `localStorage.setItem`, `cookie get`, `fetch`. */
  readonly api: string;
  /** The key, name or address, where it was a text. */
  readonly key: string;
  readonly atMs: number;
  /** The address of the calling script; empty for one without: that counts as ours. */
  readonly script: string;
  /** The caller first. */
  readonly stack: readonly string[];
}

/** The spy's source, for whoever serves it instead of installing it. */
export const TOUCH_SCRIPT = readFileSync(
  new URL('../../examples/consent-banners/assets/touch.js', import.meta.url),
  'utf8',
);

/** Puts the spy before everything else on each page that is loaded from now on. */
export const spyOnTouches = (target: Page | BrowserContext): Promise<unknown> =>
  target.addInitScript({ content: TOUCH_SCRIPT });

/** Each call since the page was loaded, in order. */
export const touchesOf = (page: Evaluates): Promise<readonly Touch[]> =>
  page.evaluate(() => Reflect.get(window, '__touch').calls);

const OURS = /\/aisle(-[a-z]+(-[\w-]{8})?)?\.js$/;

/** Says whether `aisle.js` or one of its chunks made the call itself. What a consent platform does when asked is its own. */
export const isAislesTouch = ({ script }: Touch): boolean => script === '' || OURS.test(script);

/** What `aisle.js` and its chunks themselves called, as `api key`. BroadcastChannels are left out. */
export const aisleTouches = async (page: Evaluates): Promise<readonly string[]> =>
  (await touchesOf(page))
    .filter((touch) => touch.kind !== 'other' && isAislesTouch(touch))
    .map(({ api, key }) => `${api} ${key}`.trim());

/** Every request that a page makes, as the browser itself saw it: `import()` and workers, too. Method and path, in order. */
export const requestsOf = (page: Page): string[] => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return requests;
};
