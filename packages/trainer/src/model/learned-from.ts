import type { NeighboursManifest } from '@aisle/schema';
import type { SessionEvent } from '../neighbours/session-corpus.js';

/** Counts what a model is learned from, in one go through it. */
export const learnedFrom = (sessions: Iterable<readonly SessionEvent[]>): NeighboursManifest['trainedOn'] => {
  const items = new Set<string>();
  let [count, events, fromMs, untilMs] = [0, 0, Infinity, -Infinity];
  for (const session of sessions) {
    count += 1;
    events += session.length;
    for (const { itemId, atMs } of session) {
      items.add(itemId);
      [fromMs, untilMs] = [Math.min(fromMs, atMs ?? fromMs), Math.max(untilMs, atMs ?? untilMs)];
    }
  }
  const time = (ms: number): number | null => (Number.isFinite(ms) ? ms : null);
  return { sessions: count, events, items: items.size, fromMs: time(fromMs), untilMs: time(untilMs) };
};
