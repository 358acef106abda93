import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { innerNames, keepInnerNames } from '../../rollup.config.mjs';
import { root } from './source-file.js';

// What is renamed in one file may not be known by its name in another.
const folder = join(root, 'packages/browser/dist');
const chunks = readdirSync(folder).filter((file) => /^aisle-\w+-[\w-]{8}\.js$/.test(file));
const isUsed = (code: string) => (name: string) => new RegExp(`[.{,]${name}\\b`).test(code);

it('finds every chunk', () => expect(chunks.length).toBeGreaterThanOrEqual(5));

it.each(chunks)('is spoken in %s by nobody', (file) => {
  // What a chunk keeps to itself may bear the name; what is handed to it may not.
  const own = /aisle-keep/.test(file) ? ['onDrop'] : [];
  const used = innerNames.filter(isUsed(readFileSync(join(folder, file), 'utf8')));
  expect(used.filter((name) => !own.includes(name))).toEqual([]);
});

it('of what remembers is spoken by it alone', () => {
  const others = [...chunks.filter((file) => !/aisle-keep/.test(file)), 'aisle.js'];
  const isKnown = isUsed(others.map((file) => readFileSync(join(folder, file), 'utf8')).join());
  expect(keepInnerNames.filter(isKnown)).toEqual([]);
});

it('is no word of the door, of options or of a snapshot', () => {
  const words = ['index', 'options', 'recorder', 'plugin', 'log/head', 'log/quick-store', 'kept', 'late-recommenders']
    .map((file) => readFileSync(join(root, `packages/browser/src/${file}.ts`), 'utf8'))
    .join()
    .replace(/from '.*'/g, '');
  expect(
    innerNames.filter((name) => new RegExp(`\\b${name}\\b`).test(words)).filter((name) => name !== 'onDrop'),
  ).toEqual([]);
});
