import { createEngine, emptyProfile, propensity } from '@aisle/engine';
import type { Playbook, PropensityModel } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { contextOf, profileOf } from '../build-events.js';

/** Says what it is told for who put something into the cart, and 0.01 for everybody else. */
const modelSaying = (share: number, more: object = {}): object => ({
  id: 'buy',
  version: '1',
  target: 'buy',
  kind: 'trees',
  features: { version: 1, names: ['session.counts.add_to_cart'] },
  bias: 0,
  trees: [[[0, 1, 2, 0], -1, 1]],
  calibration: [
    [-1, 0.01],
    [1, share],
  ],
  ...more,
});

const likely = { 'predictions.buy': { $gte: 0.5 } };

const playbook: Playbook = {
  v: 1,
  version: '1',
  segments: [{ id: 'will-buy', title: 'Will buy', when: likely }],
  slots: [
    { id: 'gated', candidates: [{ id: 'offer', when: likely, content: { text: 'Buy' } }] },
    {
      id: 'weighed',
      candidates: [
        { id: 'plain', content: { text: 'a' }, weight: 2 },
        { id: 'eager', content: { text: 'b' }, weighted: { 'predictions.buy': 10 } },
      ],
    },
  ],
};

const profile = profileOf([{ name: 'add_to_cart', params: { items: [{ item_id: 'a', price: 5 }] } }]);
const engineWith = (...models: readonly unknown[]) => createEngine(playbook, { predict: propensity(models) });

describe('a prediction', () => {
  it('brings a shopper into a segment', () => {
    expect(engineWith(modelSaying(0.9)).segments(profile, contextOf())).toEqual(['will-buy']);
    expect(engineWith(modelSaying(0.4)).segments(profile, contextOf())).toEqual([]);
  });

  it('opens a candidate', () => {
    expect(engineWith(modelSaying(0.9)).decide('gated', profile, contextOf()).candidate).toBe('offer');
    expect(engineWith(modelSaying(0.9)).decide('gated', emptyProfile, contextOf()).candidate).toBeNull();
  });

  it('weighs a candidate', () => {
    expect(engineWith(modelSaying(0.9)).decide('weighed', profile, contextOf()).candidate).toBe('eager');
    expect(engineWith(modelSaying(0.1)).decide('weighed', profile, contextOf()).candidate).toBe('plain');
  });

  it('that the page hands in wins over a model of the same id', () => {
    const context = contextOf({ predictions: { buy: 0.2, other: 0.7 } });
    expect(engineWith(modelSaying(0.9)).segments(profile, context)).toEqual([]);
  });

  it('that the page hands in stays beside a model of another id', () => {
    const context = contextOf({ predictions: { buy: 0.6 } });
    expect(engineWith(modelSaying(0.1, { id: 'other' })).segments(profile, context)).toEqual(['will-buy']);
  });

  it('of a category is reached by its name, with a dot written as a line', () => {
    const category = modelSaying(0.9, {
      id: 'next',
      target: 'category',
      features: { version: 1, names: ['category.last'] },
    });
    const seen = profileOf([{ name: 'view_item', params: { items: [{ item_id: 'a', item_category: 'St. Nord' }] } }]);
    const asking = (when: Record<string, unknown>) =>
      createEngine(
        { v: 1, version: '1', segments: [{ id: 'yes', title: 'Yes', when }] },
        { predict: propensity([category]) },
      ).segments(seen, contextOf());
    expect(asking({ 'predictions.next.St_ Nord': { $gt: 0.8 } })).toEqual(['yes']);
    expect(asking({ 'predictions.next.other': { $exists: true } })).toEqual([]);
  });
});

describe('a model that does not fit', () => {
  it('says nothing, and its field is told with its place', () => {
    const refused: unknown[] = [];
    const models = [
      modelSaying(0.9, { id: 'fine' }),
      modelSaying(0.9, { features: { version: 2, names: ['cart.value'] } }),
    ];
    const predict = propensity(models, (reason, place) => refused.push([reason, place]));
    expect(createEngine(playbook, { predict }).segments(profile, contextOf())).toEqual([]);
    expect(refused).toEqual([['Error: features.version', 1]]);
  });
});

it('without models there is no prediction', () => {
  expect(createEngine(playbook).decide('gated', profile, contextOf()).candidate).toBeNull();
});

it('a model cannot be changed after it was read', () => {
  const model = modelSaying(0.9) as { -readonly [Field in keyof PropensityModel]: PropensityModel[Field] };
  const engine = engineWith(model);
  model.calibration = [[0, 0]];
  expect(engine.segments(profile, contextOf())).toEqual(['will-buy']);
});

it('a page that added to every object changes no prediction', () => {
  const prototype = Object.prototype as Record<string, unknown>;
  const priced = modelSaying(0.9, {
    features: { version: 1, names: ['items.meanPrice'] },
    trees: [[[0, 1, 2, 0], -1, 1]],
  });
  const seen = profileOf([{ name: 'view_item', params: { items: [{ item_id: 'a' }] } }]);
  const ask = () => engineWith(priced).segments(seen, contextOf());
  prototype['price'] = 7;
  prototype['predictions'] = { buy: 0.9 };
  try {
    expect(ask()).toEqual([]);
  } finally {
    delete prototype['price'];
    delete prototype['predictions'];
  }
});
