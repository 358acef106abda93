import type { NeighboursManifest } from '@aisle/schema';
import { createNeighbours } from '../evaluate/neighbours-ranker.js';
import { learnedFrom } from '../model/learned-from.js';
import { measureTail } from '../model/measure-tail.js';
import type { TrainedModel } from '../model/trained-model.js';
import { TYPES } from '../sessions/session-columns.js';
import type { OnRows } from './count-neighbours.js';
import { describeTable } from './describe-table.js';
import { type NeighbourOptions, settingsOf } from './neighbour-options.js';
import { packTable, type PackOptions } from './pack-table.js';
import type { SessionEvent } from './session-corpus.js';
import { learnNeighbours, trainNeighbours } from './train-neighbours.js';
import { withRows } from './with-rows.js';

type Sessions = Iterable<readonly SessionEvent[]>;

/** An artifact of neighbours and all that is known of it. */
export type NeighbourModel = TrainedModel<NeighboursManifest>;

/** As many options as a model has, and how it is spread. */
export type NeighbourModelOptions = NeighbourOptions & Pick<PackOptions, 'shards'>;

/**
 * Trains an artifact on all sessions, oldest first, and measures on the last of them how well one does that has not seen these.
 *
 * @param sessions - Gone through several times.
 * @throws {TrainerError} naming the event or option that is wrong, or when nothing leads anywhere.
 */
export const trainNeighbourModel = (
  sessions: Sessions,
  { shards, ...options }: NeighbourModelOptions = {},
  onRows?: OnRows,
): NeighbourModel => {
  const { floor, length, names, weights } = settingsOf(options);
  const learned = withRows(
    learnNeighbours(sessions, options, onRows),
    `no two items were seen in ${floor} sessions: all rows of neighbours would be empty. Fix: hand in more sessions, or a smaller floor`,
  );
  const packed = packTable(learned, { names, shards });
  const trainedOn = learnedFrom(sessions);
  const manifest: NeighboursManifest = {
    ...{ ...describeTable(packed), kind: 'neighbours', features: [...TYPES], trainedOn },
    parameters: { floor, length, names, weights: { ...weights } },
    metrics: measureTail({
      sessions,
      count: trainedOn.sessions,
      // Ids are what is measured: hashes mean the same items.
      learn: (first, itemIds) =>
        createNeighbours('neighbours', trainNeighbours(first, { ...options, names: 'ids' }), itemIds),
    }),
  };
  return { ...packed, manifest };
};
