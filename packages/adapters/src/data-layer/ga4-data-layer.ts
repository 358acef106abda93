import type { Plugin } from '@aisle/browser';
import { hearPushes } from './hear-pushes.js';

type Fields = { readonly [key: string]: unknown };

/** GA4's e-commerce and common events. Others are the tag manager's own business (`gtm.js`, timers) or another tool's. */
const KNOWN = /^((view|select|add|remove)_[a-z_]+|begin_checkout|search|purchase|refund|login|sign_up)$/;
/** What tag managers put into an entry for themselves. */
const NOT_PARAMS = /^(event|ecommerce|eventCallback|eventTimeout|gtm\.)/;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** `{event, ecommerce: {…}}`, the form of Google's documents, or `{event, items, value, …}`. */
const ofObject = (entry: Fields): readonly [unknown, Fields] => {
  const own = Object.fromEntries(Object.entries(entry).filter(([key]) => !NOT_PARAMS.test(key)));
  return [entry['event'], isFields(entry['ecommerce']) ? { ...own, ...entry['ecommerce'] } : own];
};

/** What an entry says, in our words; null for `ecommerce: null`, commands and other tools' entries. */
const readEntry = (entry: unknown): readonly [string, Fields] | null => {
  if (!isFields(entry)) return null;
  // gtag() pushes its Arguments object: ('event', name, params).
  const [name, params] = entry[0] === 'event' ? [entry[1], isFields(entry[2]) ? entry[2] : {}] : ofObject(entry);
  return typeof name === 'string' && KNOWN.test(name) ? [name, params] : null;
};

/**
 * Reads a GA4 data layer: what lies in it already, and what is pushed later.
 *
 * @param globalName - Where the shop keeps it, when it renamed it.
 */
export const ga4DataLayer = (globalName = 'dataLayer'): Plugin => ({
  name: 'ga4-data-layer',
  setup(host) {
    const globals = window as unknown as { [name: string]: unknown[] };
    const layer = (globals[globalName] ??= []);
    // By entry, not by index: others may push past our wrapper, or empty the array.
    const seen = new Set<unknown>();

    const read = (entry: unknown): void => {
      if (seen.has(entry)) return;
      seen.add(entry);
      const found = readEntry(entry);
      // An order is known by its id; one without is an order of its own.
      const order = found?.[0] === 'purchase' && found[1]['transaction_id'];
      if (!found || (order && seen.has(order))) return;
      seen.add(order);
      host.record(...found);
    };
    // The shop's own push must not fail because of an entry that cannot be read.
    const readOne = (entry: unknown): void => {
      try {
        read(entry);
      } catch (cause) {
        host.fail('unreadable entry', cause);
      }
    };
    const drain = (): void => layer.slice().forEach(readOne);

    const stopHearing = hearPushes(layer, (entries) => entries.forEach(readOne));
    drain();
    // Another script may have replaced `push` and kept the array: what passed by is read when the page shows life.
    const stopped = new AbortController();
    document.addEventListener('visibilitychange', drain, stopped);
    addEventListener('click', drain, stopped);

    return () => {
      stopped.abort();
      stopHearing();
    };
  },
});
