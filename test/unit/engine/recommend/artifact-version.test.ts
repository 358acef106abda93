import { createRecommender } from '@aisle/engine';
import { trainNeighbours } from '@aisle/trainer';
import { expect, it } from 'vitest';
import { viewsOf } from '../../trainer/neighbours/views.js';

// Shops keep artifacts for months: what this release wrote, later ones open, or refuse by its version.
const version1 =
  'QUlTTgEAAABxAAAAYNafUwYAAABJAAAABgAAAESgOz7NzEw/FIiAgxAQxAQgEETUBDMzNDAEAAAsBTHhHMFSSQcjKbyMlD0mZAAAAAADDqMDFg6YYIjgDYAMQAwgDaAOAA6gGsSQEaIiGNQnsDm8KgA=';

it('opens an artifact of version 1, as it was written', () => {
  const recommender = createRecommender(new Uint8Array(Buffer.from(version1, 'base64')));
  expect(recommender.suggest(['7', 'lamp'], { limit: 4, excludeSeen: true })).toEqual([
    { itemId: 'bulb', because: 'lamp' },
    { itemId: 'Öl', because: '7' },
    { itemId: '12', because: 'lamp' },
    { itemId: '40', because: '7' },
  ]);
});

it('writes version 1 as it always did', () => {
  const sessions = viewsOf('7 lamp bulb', '7 lamp', '12 lamp bulb', '40 Öl', '40 Öl 7');
  expect(Buffer.from(trainNeighbours(sessions, { floor: 1 })).toString('base64')).toBe(version1);
});
