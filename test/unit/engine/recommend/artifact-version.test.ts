import { ArtifactError, createRecommender } from '@aisle/engine';
import { trainNeighbours } from '@aisle/trainer';
import { expect, it } from 'vitest';
import { viewsOf } from '../../trainer/neighbours/views.js';

// Shops keep artifacts for months: what this release wrote, later ones open, or refuse by its version.
const version1 =
  'QUlTTgEAAABxAAAAYNafUwYAAABJAAAABgAAAESgOz7NzEw/FIiAgxAQxAQgEETUBDMzNDAEAAAsBTHhHMFSSQcjKbyMlD0mZAAAAAADDqMDFg6YYIjgDYAMQAwgDaAOAA6gGsSQEaIiGNQnsDm8KgA=';
const version2 =
  'QUlTTgIAAACIAAAA5VEESQYAAABSAAAABgAAAESgOz7NzEw/FIiAgxAQxIgACjAzMCMDNAAAyAzMAIACwFMcauA8bAAAAAxXhZRmZwSAVNkXgAAAAAADEZqAwAAgIglhYAAADGwRHAGwAYgBhAG0AcAB1ANYkgI0REMYagCgAAAAABPYHN4VAA==';

it('refuses an artifact of version 1 by its version', () => {
  const open = () => createRecommender(new Uint8Array(Buffer.from(version1, 'base64')));
  expect(open).toThrow(ArtifactError);
  expect(open).toThrow('version 1 is not 2');
});

it('opens an artifact of version 2, as it was written', () => {
  const recommender = createRecommender(new Uint8Array(Buffer.from(version2, 'base64')));
  expect(recommender.suggest(['7', 'lamp'], { limit: 4, excludeSeen: true })).toEqual([
    { itemId: 'bulb', because: 'lamp' },
    { itemId: 'Öl', because: '7' },
    { itemId: '12', because: 'lamp' },
    { itemId: '40', because: '7' },
  ]);
});

it('writes version 2 as it always did', () => {
  const sessions = viewsOf('7 lamp bulb', '7 lamp', '12 lamp bulb', '40 Öl', '40 Öl 7');
  expect(Buffer.from(trainNeighbours(sessions, { floor: 1 })).toString('base64')).toBe(version2);
});
