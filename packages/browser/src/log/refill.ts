import type { Accumulator, Profile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import type { Folding, Head } from './head.js';

/** Fills, from the events that are remembered, the accumulators that have no past yet. */
export interface Refill {
  take(events: readonly AisleEvent[]): void;
  /** With them, and without what no playbook asks for any more. */
  head(): Head;
}

export const startRefill = (
  head: Head,
  [accumulators, base]: readonly [readonly Accumulator[], Profile | undefined],
  { missingIn, foldHistory }: Folding,
): Refill => {
  const { profile } = head;
  const missing = missingIn(head, accumulators);
  let filled: Profile['history'] = Object.fromEntries(missing.map(({ key }) => [key, base?.history[key] ?? []]));
  return {
    take(events) {
      for (const event of events) filled = foldHistory(filled, missing, [event, profile.session.startedAtMs, false]);
    },
    head() {
      const known = accumulators.map(({ key }) => [key, filled[key] ?? profile.history[key] ?? []]);
      return { ...head, profile: { ...profile, history: Object.fromEntries(known) } };
    },
  };
};
