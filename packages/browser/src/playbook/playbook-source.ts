import type { PublishedPlaybook } from '@aisle/engine';
import type { Diagnose } from '../error.js';

const MAX_CHARS = 4_000_000;
const LISTS = 'accumulators segments stages experiments recommenders slots catalogue zones'.split(
  ' ',
) as readonly (keyof PublishedPlaybook)[];

type Entry = { readonly id?: unknown; readonly key?: unknown; readonly item_id?: unknown } | null;

/** Each of a list's entries bears a name that is a text, or is one: names are compared and joined outside of any decision. */
const isNamed = (list: unknown): boolean =>
  Array.isArray(list) && list.every((one: Entry) => typeof (one?.id ?? one?.key ?? one?.item_id ?? one) === 'string');

/**
 * Accepts a playbook, or says which field is at fault.
 *
 * A guard of a few bytes, and decisions survive what is inside: the full check, with reasons and fixes, is the
 * server's when the playbook is published.
 */
export const acceptPlaybook = (playbook: PublishedPlaybook | null, diagnose: Diagnose): PublishedPlaybook | null => {
  // As an author writes it, it has to be published first.
  const problem = playbook?.published === 2 ? LISTS.find((list) => !isNamed(playbook[list])) : 'published';
  if (problem) diagnose('playbook/invalid', `${problem}: publish it`);
  return problem ? null : playbook;
};

/**
 * Loads a playbook, a static file of the shop's own: no credentials, no referrer, no identifier.
 *
 * @returns null when it cannot be had; the reason went to `diagnose`. Never rejects.
 */
export const loadPlaybook = async (address: string, diagnose: Diagnose): Promise<PublishedPlaybook | null> => {
  try {
    const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    const text = response.ok ? await response.text() : '';
    if (!text || text.length > MAX_CHARS) throw new Error(`status ${response.status}`);
    return acceptPlaybook(JSON.parse(text) as PublishedPlaybook, diagnose);
  } catch (cause) {
    diagnose('playbook/stale', `${address} cannot be used`, cause);
    return null;
  }
};
