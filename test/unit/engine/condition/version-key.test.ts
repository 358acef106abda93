import { matches } from '@aisle/engine';
import { expect, it } from 'vitest';

const ascending = [
  '0.9.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  'v1.0.0',
  '1.9.0',
  '1.10.0+build',
];

it('sorts versions as their authors mean them', () => {
  for (const [at, version] of ascending.entries()) {
    for (const earlier of ascending.slice(0, at)) {
      expect([earlier, matches({ v: { $vlt: version } }, { v: earlier })]).toEqual([earlier, true]);
      expect([earlier, matches({ v: { $vgte: version } }, { v: earlier })]).toEqual([earlier, false]);
    }
  }
});

it('takes what is no version for 0', () => {
  expect(matches({ v: { $veq: '0' } }, { v: { major: 1 } })).toBe(true);
});
