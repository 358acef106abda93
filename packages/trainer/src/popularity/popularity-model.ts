import type { ModelManifest } from '@aisle/schema';
import { learnedFrom } from '../model/learned-from.js';
import { measureTail } from '../model/measure-tail.js';
import { stampOf, type TrainedModel } from '../model/trained-model.js';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { TYPES } from '../sessions/session-columns.js';
import { TrainerError } from '../trainer-error.js';
import { type PopularityOptions, popularitySettings } from './popularity-options.js';
import { trainPopularity } from './train-popularity.js';

/** Popularity as it is shipped, and all that is known of it. */
export type PopularityBytes = TrainedModel<ModelManifest>;

/**
 * Trains popularity on all sessions, oldest first, and measures how many next clicks of the last ones it foretells: little, as
 * everybody gets the same.
 *
 * @param sessions - Gone through several times.
 * @throws {TrainerError} when an option cannot be used, or nothing is popular.
 */
export const trainPopularityModel = (
  sessions: Iterable<readonly SessionEvent[]>,
  options: PopularityOptions = {},
): PopularityBytes => {
  const { floor } = popularitySettings(options);
  const model = trainPopularity(sessions, options);
  if (model.popular.all.length === 0)
    throw new TrainerError(
      `no item was seen in ${floor} sessions: popularity would be empty. Fix: hand in more sessions, or a smaller floor`,
    );
  const bytes = new TextEncoder().encode(JSON.stringify(model));
  const trainedOn = learnedFrom(sessions);
  const metrics = measureTail({
    sessions,
    count: trainedOn.sessions,
    learn(first, itemIds) {
      const numbers = new Map(itemIds.map((id, number) => [id, number]));
      const popular = trainPopularity(first, { floor }).popular.all.map((id) => numbers.get(id) ?? -1);
      return { name: 'popularity', rank: (_session, limit) => popular.slice(0, limit) };
    },
  });
  return {
    bytes,
    manifest: {
      ...{ ...stampOf(bytes), kind: 'popularity', format: 1 },
      features: [...TYPES, 'item_category', 'region'],
      ...{ trainedOn, parameters: { floor }, metrics },
    },
  };
};
