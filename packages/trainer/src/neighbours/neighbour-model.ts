import { createHash } from 'node:crypto';
import { neighbourFormat } from '@aisle/engine';
import type { NeighboursManifest } from '@aisle/schema';
import { measureRanker } from '../evaluate/measure-ranker.js';
import { createNeighbours } from '../evaluate/neighbours-ranker.js';
import { numberSessions } from '../evaluate/number-sessions.js';
import type { OnRows } from './count-neighbours.js';
import { type NeighbourOptions, settingsOf } from './neighbour-options.js';
import type { SessionEvent } from './session-corpus.js';
import { trainNeighbours } from './train-neighbours.js';

type Sessions = Iterable<readonly SessionEvent[]>;

/** An artifact and all that is known of it. */
export interface NeighbourModel {
  readonly bytes: Uint8Array;
  readonly manifest: NeighboursManifest;
}

/** The last of the sessions, by which a model is judged before it learns from them, too. */
const HELD_OUT = 0.05;
const K = 20;

/** Says where an artifact's names begin; what lies before is the table itself. */
export const bytesOfTable = (artifact: Uint8Array): number =>
  new DataView(artifact.buffer, artifact.byteOffset).getUint32(neighbourFormat.HEAD.namesAt * 4, true);

/** Some of the sessions, one after the other, so that they need not all be in memory. */
const slice = (sessions: Sessions, from: number, to: number): Sessions => ({
  *[Symbol.iterator]() {
    let at = 0;
    for (const session of sessions) {
      if (at >= to) return;
      if (at >= from) yield session;
      at += 1;
    }
  },
});

const trainedOn = (sessions: Sessions): NeighboursManifest['trainedOn'] => {
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

const measure = (sessions: Sessions, count: number, options: NeighbourOptions): NeighboursManifest['metrics'] => {
  const cut = Math.floor(count * (1 - HELD_OUT));
  const first = slice(sessions, 0, cut);
  const { itemIds, training, tests } = numberSessions({ training: first, tests: slice(sessions, cut, count) });
  const ranker = createNeighbours('neighbours', trainNeighbours(first, options), itemIds);
  const { name: _name, ...metrics } = measureRanker(ranker, { training, tests, k: K });
  return metrics.predictions > 0 ? { k: K, sessions: tests.length, ...metrics } : null;
};

/**
 * Trains an artifact on all sessions, oldest first, and measures on the last of them how well one does that has not seen these.
 *
 * @param sessions - Gone through several times.
 * @throws {TrainerError} naming the event or option that is wrong.
 */
export const trainNeighbourModel = (
  sessions: Sessions,
  options: NeighbourOptions = {},
  onRows?: OnRows,
): NeighbourModel => {
  const { floor, length, names, weights } = settingsOf(options);
  const bytes = trainNeighbours(sessions, options, onRows);
  const learned = trainedOn(sessions);
  const manifest: NeighboursManifest = {
    ...{ v: 1, kind: 'neighbours', format: neighbourFormat.VERSION },
    hash: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    tableBytes: bytesOfTable(bytes),
    trainedOn: learned,
    parameters: { floor, length, names, weights: { ...weights } },
    metrics: measure(sessions, learned.sessions, options),
  };
  return { bytes, manifest };
};
