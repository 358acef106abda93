import { type Accumulator, type Profile, foldHistory, mutedIn, unmuted } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { missingIn } from './append.js';
import type { Head } from './head.js';

/** Fills, from the events that are remembered, the accumulators that have no past yet. */
export interface Refill {
  take(events: readonly AisleEvent[]): void;
  /** With them, and without what no playbook asks for any more. */
  head(): Head;
}

export const startRefill = (head: Head, accumulators: readonly Accumulator[], base?: Profile): Refill => {
  const { profile } = head;
  const missing = missingIn(head, accumulators);
  let filled: Profile['history'] = Object.fromEntries(missing.map(({ key }) => [key, base?.history[key] ?? []]));
  return {
    take(events) {
      for (const event of events) {
        const counting = unmuted(event, mutedIn(profile.traits));
        if (counting) filled = foldHistory(filled, missing, [counting, profile.session.startedAtMs, false]);
      }
    },
    head() {
      const known = accumulators.map(({ key }) => [key, filled[key] ?? profile.history[key] ?? []]);
      return { ...head, profile: { ...profile, history: Object.fromEntries(known) } };
    },
  };
};
