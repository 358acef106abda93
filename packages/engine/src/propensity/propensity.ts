import type { PropensityModel } from '@aisle/schema';
import type { FactsInProgress } from '../facts/facts-of.js';
import { own } from '../own.js';
import type { Profile } from '../profile/profile.js';
import { categoriesSeen, featuresOf } from './features.js';
import { predict } from './predict.js';
import { readPropensity } from './read-propensity.js';

/** Adds `predictions` to facts. An engine has it as a capability: a page without models pays nothing. */
export type Predict = (facts: FactsInProgress, profile: Profile) => void;

type Entry = readonly [name: string, prediction: unknown];

/** Asks one model of one shopper. */
const asking = ({ id, target, features, ...model }: PropensityModel) => {
  const read = featuresOf(features.names);
  return (facts: FactsInProgress, profile: Profile): Entry => {
    const ask = (category?: string): number => predict(model as PropensityModel, read(facts, { profile, category }));
    // A dot in a name would be read as a path.
    const each = (name: string): Entry => [name.replaceAll('.', '_'), ask(name)];
    return [id, target === 'category' ? Object.fromEntries(categoriesSeen(profile).map(each)) : ask()];
  };
};

/**
 * Makes ready the models that fit; `predictions.<id>` is then a fact, worked out when a condition or a weight asks for it.
 *
 * What the page itself hands in as a prediction wins over a model of the same id. A model that is refused says nothing:
 * conditions on it do not hold.
 *
 * @param models - JSON as it came, text or objects.
 * @param onRefused - Hears for which field a model is not used, and which one by its place.
 */
export const propensity = (models: readonly unknown[], onRefused?: (field: string, place: number) => void): Predict => {
  const ready = models.flatMap((json, place) => {
    const { model, refused } = readPropensity(json);
    if (refused) onRefused?.(refused, place);
    return model ? asking(model) : [];
  });
  return (facts, profile) => {
    const given = own(facts, 'predictions');
    let answers: object | undefined;
    const get = (): object =>
      (answers ??= {
        ...Object.fromEntries(ready.map((ask) => ask(facts, profile))),
        ...(given as object),
      });
    Object.defineProperty(facts, 'predictions', { __proto__: null, get } as object);
  };
};
