import { categoriesSeen, factsOf, featuresOf, predict, propensity, readPropensity, situationOf } from '@aisle/engine';
import { emptyProfile, publish, reduceProfile } from '@aisle/engine';
import { propensitySchema } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { eventsIn, goldenPropensity, modelIn, type PropensityCase } from './golden-propensity.js';

const { cases, models } = goldenPropensity;

const shopperOf = (one: PropensityCase) => {
  const profile = eventsIn(one).reduce((so, event) => reduceProfile(so, event), emptyProfile);
  const context = { nowMs: Date.parse(one.now), page: { path: '/' } };
  return { profile, context, facts: factsOf(profile, context) };
};

it.each(Object.entries(models))('the golden model %s is one that pages and people accept', (_, model) => {
  expect(readPropensity(model).refused).toBeNull();
  expect(propensitySchema.safeParse(model).error).toBeUndefined();
});

describe.each(cases.filter(({ features }) => features).map((one) => [one.name, one] as const))('%s', (_, one) => {
  const { profile, facts } = shopperOf(one);

  it('has the features as they are written', () => {
    expect(featuresOf(modelIn(one).features.names)(facts, { profile })).toEqual(one.features);
  });

  it('is predicted to the last bit', () => {
    expect(predict(modelIn(one), one.features ?? [])).toBe(one.prediction);
  });
});

describe.each(cases.filter(({ predictions }) => predictions).map((one) => [one.name, one] as const))('%s', (_, one) => {
  const { profile, facts } = shopperOf(one);

  it('has the features of each category as they are written', () => {
    const got = categoriesSeen(profile).map((category) => [
      category,
      featuresOf(modelIn(one).features.names)(facts, { profile, category }),
    ]);
    expect(Object.fromEntries(got)).toEqual(one.featuresByCategory);
  });
});

it.each(cases.map((one) => [one.name, one] as const))('%s: a condition sees the same number', (_, one) => {
  const { profile, context } = shopperOf(one);
  const never = () => {
    throw new Error('not asked');
  };
  const capabilities = { recommend: never, assign: never, predict: propensity([modelIn(one)]) };
  const playbook = publish({ v: 1, version: 'golden' });
  const { facts } = situationOf(playbook, capabilities, { profile, context });
  expect(facts['predictions']).toEqual({ [modelIn(one).id]: one.prediction ?? one.predictions });
});
