import { predict, readPropensity } from '@aisle/engine';
import type { PropensityModel } from '@aisle/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenPropensity } from './golden-propensity.js';

const { logistic, trees } = goldenPropensity.models as Readonly<Record<'logistic' | 'trees', PropensityModel>>;

const names = { version: 1, names: ['cart.value', 'cart.lines'] };
const small = { ...trees, features: names, trees: [[[0, 1, 2, 0], 0.1, 0.2]] };

describe('a model is refused for', () => {
  const circle: Record<string, unknown> = { ...trees };
  circle['self'] = circle;
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  it.each([
    ['features of another version', { ...trees, features: { ...trees.features, version: 2 } }, 'features.version'],
    [
      'a feature that nobody knows',
      { ...logistic, features: { version: 1, names: ['cart.weight'] } },
      'features.names',
    ],
    ['a feature that is several facts', { ...small, features: { version: 1, names: ['cart', 'cart.items'] } }, 'names'],
    [
      'a feature of a category where it has none',
      { ...small, features: { version: 1, names: ['category.last'] } },
      'names',
    ],
    [
      'a feature that is inherited',
      { ...small, features: { version: 1, names: ['__proto__.x', 'constructor'] } },
      'names',
    ],
    ['features that are no list', { ...small, features: { version: 1, names: 'cart.value' } }, 'features.names'],
    ['no features', { ...small, features: { version: 1, names: [] } }, 'features.names'],
    ['an id that is no fact', { ...small, id: '__proto__' }, 'id'],
    ['a kind of a newer release', { ...small, kind: 'network' }, 'kind'],
    ['fewer terms than features', { ...logistic, terms: [[1, 1, 0]] }, 'kind'],
    ['a half of 0', { ...logistic, features: { version: 1, names: ['cart.value'] }, terms: [[1, 0, 0]] }, 'kind'],
    ['a term that is short', { ...logistic, features: { version: 1, names: ['cart.value'] }, terms: [[1, 1]] }, 'kind'],
    ['a weight that is no number', { ...logistic, terms: [[Number.NaN, 1, 0]] }, 'kind'],
    ['a bias that is text', { ...small, bias: '1' }, 'calibration'],
    ['a bias beyond all reason', { ...small, bias: 1e300 }, 'calibration'],
    ['a tree that leads back', { ...small, trees: [[[0, 1, 0, 0], 0.1, 0.2]] }, 'kind'],
    ['a tree that leads to itself', { ...small, trees: [[[0, 1, 1, 0], 0.1, 0.2]] }, 'kind'],
    ['a tree that leads out', { ...small, trees: [[[0, 1, 3, 0], 0.1, 0.2]] }, 'kind'],
    ['a tree without a leaf', { ...small, trees: [[[0, 1, 1, 0]]] }, 'kind'],
    ['a tree that asks for a feature it has not', { ...small, trees: [[[2, 1, 2, 0], 0.1, 0.2]] }, 'kind'],
    ['a tree that asks between two features', { ...small, trees: [[[0.5, 1, 2, 0], 0.1, 0.2]] }, 'kind'],
    ['an empty tree', { ...small, trees: [[]] }, 'kind'],
    ['too many trees', { ...small, trees: Array.from({ length: 257 }, () => [0]) }, 'kind'],
    [
      'a calibration that falls',
      {
        ...small,
        calibration: [
          [0, 0.5],
          [1, 0.4],
        ],
      },
      'calibration',
    ],
    [
      'a calibration that stands still',
      {
        ...small,
        calibration: [
          [0, 0.5],
          [0, 0.6],
        ],
      },
      'calibration',
    ],
    ['a calibration above 1', { ...small, calibration: [[0, 1.5]] }, 'calibration'],
    ['a calibration below 0', { ...small, calibration: [[0, -0.5]] }, 'calibration'],
    ['an empty calibration', { ...small, calibration: [] }, 'calibration'],
    ['being too large', JSON.stringify({ ...small, more: 'x'.repeat(200_000) }), 'size'],
    ['being no JSON', '{"id":', 'JSON'],
    ['a circle', circle, 'circular'],
    ['being deeper than a stack', deep, ''],
    ['being nothing', null, ''],
    ['being undefined', undefined, ''],
    ['being a list', [1, 2], ''],
    ['being a function', () => 1, ''],
  ])('%s', (_, json, field) => {
    const { model, refused } = readPropensity(json);
    expect(model).toBeNull();
    expect(refused).toContain(field);
  });
});

it('does not take from a polluted prototype what a model lacks', () => {
  const { calibration, ...lacking } = small as unknown as PropensityModel;
  const prototype = Object.prototype as { calibration?: unknown };
  prototype.calibration = calibration;
  try {
    expect(readPropensity(JSON.stringify(lacking)).refused).toContain('calibration');
  } finally {
    delete prototype.calibration;
  }
});

/** Puts something else at one place inside a model. */
const spoilt = (model: PropensityModel, [steps, value]: readonly [readonly number[], unknown]): unknown => {
  const copy = JSON.parse(JSON.stringify(model)) as Record<string, unknown>;
  let place: Record<string, unknown> = copy;
  for (const [depth, step] of steps.entries()) {
    const keys = Object.keys(place);
    const key = keys[step % keys.length];
    if (key === undefined) return copy;
    const inner = place[key];
    if (depth === steps.length - 1 || typeof inner !== 'object' || inner === null) {
      place[key] = value;
      return copy;
    }
    place = inner as Record<string, unknown>;
  }
  return copy;
};

const oddValues = fc.oneof(
  fc.constantFrom(null, -1, 0, 1, 0.5, 2, 300, 1e15, 1e300, '1', '__proto__', [], {}, [[]], true),
  fc.double(),
  fc.anything(),
);
const features = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 12 });

it('a model with anything anywhere is refused, or says a probability', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(logistic, trees),
      fc.tuple(fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }), oddValues),
      features,
      (model, spoiling, asked) => {
        const reading = readPropensity(spoilt(model, spoiling));
        if (reading.refused !== null) return typeof reading.refused === 'string';
        const said = predict(reading.model, asked);
        return said >= 0 && said <= 1;
      },
    ),
    { numRuns: 5_000 },
  );
});

it('anything at all is read without a throw', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withNullPrototype: true }),
      (json) => readPropensity(json).model === null,
    ),
  );
});
