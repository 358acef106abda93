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
  accumulators: readonly Accumulator[],
  { missingIn, foldHistory }: Folding,
): Refill => {
  const { profile } = head;
  const missing = missingIn(head, accumulators);
  let history: Profile['history'] = Object.fromEntries(
    accumulators.map(({ key }) => [key, profile.history[key] ?? []]),
  );
  return {
    take(events) {
      for (const event of events) history = foldHistory(history, missing, [event, profile.session.startedAtMs, false]);
    },
    head: () => ({ ...head, profile: { ...profile, history } }),
  };
};
