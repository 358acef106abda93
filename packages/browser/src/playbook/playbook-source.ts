import type { PublishedPlaybook } from '@aisle/engine';
import type { Diagnose } from '../error.js';

const MAX_CHARS = 4_000_000;
const LISTS = ['segments', 'recommenders', 'slots', 'catalogue'] as const;

/** The field that keeps a value from being a playbook. A list that is absent is empty. */
const problemOf = (playbook: Partial<PublishedPlaybook> | null): string | undefined => {
  if (playbook?.v !== 1) return 'v';
  if (typeof playbook.version !== 'string') return 'version';
  // As an author writes it: it has to be published first.
  if (playbook.published !== 1) return 'published';
  return LISTS.find((list) => !Array.isArray(playbook[list] ?? []));
};

/**
 * Accepts a playbook, or says which field is at fault.
 *
 * A guard of a few bytes, and the engine survives what is inside: the full check, with reasons and fixes, is the
 * server's when the playbook is published.
 */
export const acceptPlaybook = (playbook: PublishedPlaybook | null, diagnose: Diagnose): PublishedPlaybook | null => {
  const problem = problemOf(playbook);
  if (problem) diagnose('playbook/invalid', `field ${problem}`);
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
    if (!text || text.length > MAX_CHARS) throw new Error(`status ${response.status}, ${text.length} characters`);
    return acceptPlaybook(JSON.parse(text) as PublishedPlaybook, diagnose);
  } catch (cause) {
    diagnose('playbook/stale', `${address} cannot be used`, cause);
    return null;
  }
};
