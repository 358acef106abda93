import type { Item } from '@aisle/schema';
import {
  categoriesNamed,
  type OnRows,
  propensityBytes,
  type PropensityTarget,
  type TrainedModel,
  trainNeighbourModel,
  trainPopularityModel,
  trainPropensity,
  trainSimilarModel,
  trainTogetherModel,
} from '@aisle/trainer';
import type { SessionInput } from './session-input.js';
import { eventsOf, type EventSource } from './training-events.js';

/** What the models of a set are made of. */
export interface SetSource extends EventSource {
  readonly input: SessionInput;
  readonly count: number;
  /** Empty when there is no catalogue. */
  readonly items: readonly Item[];
}

/** How the models of a set are made. */
export interface SetOptions {
  readonly floor: number;
  readonly length: number;
  readonly names: 'ids' | 'hashes';
  /** Over how many files an item's neighbours are spread. */
  readonly shards?: number | 'auto' | undefined;
  readonly propensity: readonly PropensityTarget[];
}

/** One model of a set. */
export interface SetStep {
  /** The name of its manifest. */
  readonly name: string;
  /** What its progress counts. */
  readonly what: string;
  /** Null when nothing in the events is about it. */
  readonly train: (onDone: OnRows) => TrainedModel | null | Promise<TrainedModel | null>;
}

const categoriesIn = ({ input, items }: SetSource): ReadonlyMap<string, readonly string[]> => {
  // The catalogue says best what an item is.
  const stated = items.map((item) => [item.item_id, categoriesNamed(item)] as const);
  return new Map([...input.categories, ...stated.filter(([, categories]) => categories.length > 0)]);
};

/** Lists the models that these files and options give, in the order in which they are trained. */
export const stepsOf = (
  source: SetSource,
  { floor, length, names, shards, propensity }: SetOptions,
): readonly SetStep[] => {
  const { input, items, count } = source;
  const { sessions } = input;
  const popularity = (): TrainedModel => {
    const categories = categoriesIn(source);
    return trainPopularityModel(sessions, { floor, categoriesOf: (itemId) => categories.get(itemId) ?? [] });
  };
  const similar = (onRows: OnRows): TrainedModel =>
    trainSimilarModel(items, { names, shards }, { sessions, count, onRows });
  const predicting = (target: PropensityTarget): SetStep => ({
    name: `propensity-${target}`,
    what: `events, ${target}`,
    train: async (onDone) =>
      propensityBytes(
        await trainPropensity(await eventsOf(source), { target, onProgress: (done) => onDone(done, input.events) }),
      ),
  });
  const all: readonly (SetStep | false)[] = [
    {
      name: 'neighbours',
      what: 'items, neighbours',
      train: (onRows) => trainNeighbourModel(sessions, { floor, length, names, shards }, onRows),
    },
    {
      name: 'together',
      what: 'items, bought together',
      train: (onRows) => trainTogetherModel(sessions, { floor, length, names, shards }, onRows),
    },
    items.length > 0 && { name: 'similar', what: 'items, alike', train: similar },
    { name: 'popularity', what: 'sessions, popularity', train: popularity },
    ...propensity.map(predicting),
  ];
  return all.filter((step) => step !== false);
};
