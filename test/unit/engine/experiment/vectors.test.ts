import {
  type Namespace,
  type Range,
  bucketRanges,
  chooseVariation,
  equalWeights,
  hash,
  inNamespace,
  queryStringOverride,
} from '@aisle/engine';
import { describe, expect, it } from 'vitest';
import { NO_VECTORS, publicVectors } from '../../../helpers/vectors.js';

const rounded = (numbers: readonly number[]) => numbers.map((number) => Number(number.toFixed(8)));

describe('the public vectors of experiments', () => {
  if (!publicVectors) {
    it.skip(NO_VECTORS);
    return;
  }
  const of = <Vector>(suite: string) => (publicVectors?.[suite] ?? []) as readonly Vector[];

  it.each(of<[string, string, number, number | null]>('hash'))(
    'agree on hash(%s, %s, %s)',
    (seed, value, version, point) => {
      expect(hash(seed, value, version)).toBe(point);
    },
  );

  it.each(of<[string, [number, number, number[] | null], Range[]]>('getBucketRange'))(
    'agree on bucketRanges: %s',
    (_name, args, ranges) => {
      expect(bucketRanges(...args).map(rounded)).toEqual(ranges.map(rounded));
    },
  );

  it.each(of<[string, number, Range[], number]>('chooseVariation'))(
    'agree on chooseVariation: %s',
    (_name, point, ranges, variation) => {
      expect(chooseVariation(point, ranges)).toBe(variation);
    },
  );

  it.each(of<[string, string, Namespace, boolean]>('inNamespace'))(
    'agree on inNamespace: %s',
    (_name, visitorId, namespace, inside) => {
      expect(inNamespace(visitorId, namespace)).toBe(inside);
    },
  );

  it.each(of<[number, number[]]>('getEqualWeights'))('agree on equalWeights(%s)', (count, weights) => {
    expect(rounded(equalWeights(count))).toEqual(weights);
  });

  it.each(of<[string, string, string, number, number | null]>('getQueryStringOverride'))(
    'agree on queryStringOverride: %s',
    (_name, id, url, count, variation) => {
      expect(queryStringOverride(id, url, count)).toBe(variation);
    },
  );
});
