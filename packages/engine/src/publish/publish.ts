import type { Condition, Playbook } from '@aisle/schema';
import { parseCondition } from '../condition/parse-condition.js';
import { objectsIn, own } from '../own.js';

/** A playbook as a device reads it: conditions parsed, candidates in the order of their priority. */
export type PublishedPlaybook = Playbook & { readonly published: 1 };

const parsed = <Owner extends { readonly when?: Condition | undefined }>(owner: Owner): Owner => {
  const when = own(owner, 'when');
  // Without a condition an author means everybody: no clause, so all of them hold.
  return { ...owner, when: { ...parseCondition(when === undefined ? {} : when) } };
};

/**
 * Makes a playbook ready for devices: for `createAisle({ playbook })` or a static file. Servers do it by themselves.
 *
 * Idempotent and pure; never throws. It does not check: `playbookSchema` does.
 */
export const publish = (playbook: Playbook): PublishedPlaybook => {
  if (own(playbook, 'published') === 1) return playbook as PublishedPlaybook;
  return {
    ...playbook,
    published: 1,
    segments: objectsIn(own(playbook, 'segments')).map(parsed),
    slots: objectsIn(own(playbook, 'slots')).map((slot) => ({
      ...slot,
      candidates: objectsIn(own(slot, 'candidates'))
        .toSorted((a, b) => (own(b, 'priority') ?? 0) - (own(a, 'priority') ?? 0))
        .map(parsed),
    })),
  };
};
