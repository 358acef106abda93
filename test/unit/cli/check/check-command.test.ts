import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, emptyProfile, publish, readyAggregates, readyJourney, readySegments } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';
import { runInTerminal } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';
import { checked, fileOf } from './checked.js';

const playbook: Playbook = {
  v: 1,
  version: 'spring',
  slots: [
    {
      id: 'hero',
      candidates: [{ id: 'hello', when: { 'page.path': { $in: ['/'] } }, content: { title: 'Hello' } }],
    },
  ],
};
const odd = { segments: [{ id: 'regular', title: 'Regular', when: {} }] };

it('says that a playbook is one, and how large', async () => {
  const { code, said } = await checked(playbook);
  expect(code).toBe(0);
  expect(said).toContain('version spring, 0 segments, 1 slots');
  expect(said).toMatch(/Published: \d+ bytes, \d+ over the wire/);
});

it('writes what a device can read', async () => {
  const out = join(temporaryFolder(), 'published.json');
  expect((await checked(playbook, '--out', out)).code).toBe(0);
  const device = createEngine(JSON.parse(readFileSync(out, 'utf8')));
  expect(device.decide('hero', emptyProfile, { nowMs: 0, page: { path: '/' } }).candidate).toBe('hello');
});

it('reads a playbook that begins with a byte order mark', async () => {
  const path = join(temporaryFolder(), 'playbook.json');
  writeFileSync(path, `\uFEFF${JSON.stringify(playbook)}`);
  expect(await runInTerminal(['check', path]).code).toBe(0);
});

it('refuses what is published already, and says which file to check', async () => {
  const { code, said } = await checked(publish(playbook));
  expect(code).toBe(1);
  expect(said).toMatch(/is published already:\n {2}published: .*Fix: check the file it was made from/);
});

it('says where a file is no JSON', async () => {
  const path = join(temporaryFolder(), 'playbook.json');
  writeFileSync(path, '{ "v": 1, }');
  const { code, said } = runInTerminal(['check', path]);
  expect(await code).toBe(1);
  expect(said()).toMatch(/\(the whole\): is not JSON: .*Fix: correct the text there/);
});

it('takes a playbook with warnings', async () => {
  const { code, said } = await checked(odd);
  expect(code).toBe(0);
  expect(said).toContain('1 warning:\n  segments[0]: regular is named by no condition');
});

it('refuses a playbook with warnings when it is strict, and writes nothing', async () => {
  const out = join(temporaryFolder(), 'published.json');
  const { code, said } = await checked(odd, '--strict', '--out', out);
  expect(code).toBe(1);
  expect(said).not.toContain('Published to');
});

it('takes a playbook without warnings when it is strict', async () => {
  expect((await checked(playbook, '--strict')).code).toBe(0);
});

it('finds no error in the ready-made segments, aggregates and journey', async () => {
  const parts = { aggregates: readyAggregates, segments: readySegments, journey: readyJourney };
  const { code, said } = await checked(parts);
  expect(said).not.toContain('would not do what it says');
  expect(code).toBe(0);
});

it('finds no error in the playbook of the demo shop', async () => {
  const rules = readFileSync(new URL('../../../../examples/storefront/rules.json', import.meta.url), 'utf8');
  expect((await checked(JSON.parse(rules) as object)).said).toContain('is a playbook');
});

it.each([
  ['--conversion', '3', /between 0 and 1/],
  ['--conversion', 'x', /above 0/],
  ['--lift', '0', /above 0/],
  ['--visitors-per-day', '-5', /above 0/],
])('names the option %s when its value %s makes no sense', async (option, value, reason) => {
  const { code, said } = runInTerminal(['check', fileOf(playbook), option, value]);
  expect(await code).toBe(1);
  expect(said()).toMatch(reason);
});
