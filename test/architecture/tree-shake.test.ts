import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleOf, requireBuilt, requireChunk } from '../../scripts/bundle.mjs';

const script = readFileSync(requireBuilt('packages/browser/dist/aisle.js'), 'utf8');
const recorder = await bundleOf(`export { createRecorder } from '@aisle/browser';`);
const core = await bundleOf(`export { createAisle } from '@aisle/browser';`);
const recommending = await bundleOf(`export { recommenders } from '@aisle/browser';`);

const keep = readFileSync(requireBuilt(requireChunk('aisle-keep')), 'utf8');

const NEVER_IN_A_PAGE = ['zod', 'eval(', 'new Function', 'innerHTML', 'insertAdjacentHTML', '__DEV__'];

describe.each([
  ['aisle.js', script],
  ['an import of createAisle', core],
  ['an import of createRecorder', recorder],
])('%s', (_, code) => {
  it.each(NEVER_IN_A_PAGE)('is without %s', (unwanted) => {
    expect(code.includes(unwanted)).toBe(false);
  });

  // They come with the first grant, so that before it, and for a shopper who refuses, nothing in the page could.
  it.each(['indexedDB.open', 'keepalive'])('cannot store or send before it is allowed: no %s', (means) => {
    expect(code.includes(means)).toBe(false);
    expect(keep.includes(means), 'looked for where it must be').toBe(true);
  });
});

// The script tag may speak to a theme's author; what is imported speaks through `diagnostic` alone.
it.each([core, recorder])('an import writes nothing to the console', (code) => {
  expect(code.includes('console.')).toBe(false);
});

describe.each([
  ['createRecorder', recorder, ['data-aisle-', 'IntersectionObserver'], core],
  ['createRecorder', recorder, ['recently-viewed', 'best-in-category', 'popular'], recommending],
  ['createAisle', core, ['recently-viewed', 'best-in-category', 'popular'], recommending],
] as const)('an import of %s', (_, code, unused, where) => {
  it.each(unused)('pays nothing for what it does not use: no %s', (text) => {
    expect(code.includes(text)).toBe(false);
    expect(where.includes(text), 'looked for where it must be').toBe(true);
  });
});
