import { matches } from '@aisle/engine';
import type { Condition } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { NO_VECTORS, publicVectors } from '../../../helpers/vectors.js';

type Vector = [
  name: string,
  condition: Condition,
  facts: Record<string, unknown>,
  expected: boolean,
  groups?: Record<string, unknown[]>,
];

describe('the public vectors of conditions', () => {
  if (!publicVectors) {
    it.skip(NO_VECTORS);
    return;
  }
  const vectors = publicVectors['evalCondition'] as Vector[];

  it('are all there', () => {
    expect(vectors.length).toBeGreaterThan(100);
  });

  it.each(vectors)('agree on %s', (_name, condition, facts, expected, groups) => {
    expect(matches(condition, facts, groups)).toBe(expected);
  });
});
