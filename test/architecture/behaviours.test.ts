import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { behaviours, tablePath } from '../../scripts/behaviours.mjs';

const { text, missing } = behaviours();

it('has a test for every promise', () => {
  expect(missing).toEqual([]);
});

it('is written down as it is: `node scripts/behaviours.mjs`', () => {
  expect(readFileSync(tablePath, 'utf8')).toBe(text);
});
