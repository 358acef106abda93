import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngineWith, emptyProfile } from '@aisle/engine';
import { expect, it } from 'vitest';
import { runInTerminal } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';

const fileOf = (playbook: unknown): string => {
  const path = join(temporaryFolder(), 'playbook.json');
  writeFileSync(path, JSON.stringify(playbook));
  return path;
};
const playbook = {
  v: 1,
  version: 'spring',
  slots: [{ id: 'hero', candidates: [{ id: 'hello', when: { 'page.path': { $in: ['/'] } } }] }],
};

it('says that a playbook is one', async () => {
  const { code, said } = runInTerminal(['check', fileOf(playbook)]);
  expect(await code).toBe(0);
  expect(said()).toContain('version spring, 0 segments, 1 slots');
});

it('writes what a device can read', async () => {
  const out = join(temporaryFolder(), 'published.json');
  expect(await runInTerminal(['check', fileOf(playbook), '--out', out]).code).toBe(0);
  const device = createEngineWith(null, JSON.parse(readFileSync(out, 'utf8')));
  expect(device.decide('hero', emptyProfile, { nowMs: 0, page: { path: '/' } }).candidate).toBe('hello');
});

it('reads a playbook that begins with a byte order mark', async () => {
  const path = join(temporaryFolder(), 'playbook.json');
  writeFileSync(path, `\uFEFF${JSON.stringify(playbook)}`);
  expect(await runInTerminal(['check', path]).code).toBe(0);
});

it('names what a playbook refers to and does not have', async () => {
  const slots = [{ id: 'row', candidates: [{ id: 'a', recommend: { recommender: 'absent' } }] }];
  const { code, said } = runInTerminal(['check', fileOf({ ...playbook, slots })]);
  expect(await code).toBe(1);
  expect(said()).toMatch(
    /slots\[0\]\.candidates\[0\]\.recommend\.recommender: there is no recommender absent\. Fix: add absent/,
  );
});

it('names every problem with its path and the fix', async () => {
  const { code, said } = runInTerminal(['check', fileOf({ ...playbook, version: 7, slots: [{ id: 'Hero' }] })]);
  expect(await code).toBe(1);
  expect(said()).toMatch(/version: .*Fix: write a text in quotes/);
  expect(said()).toMatch(/slots\[0\]\.id: .*Fix: use lower-case letters/);
  expect(said()).toMatch(/slots\[0\]\.candidates: .*Fix: add it, a list/);
});

it('names a candidate that an unknown operator switches off', async () => {
  const when = { $not: { 'page.path': { $like: 'x' } } };
  const { code, said } = runInTerminal([
    'check',
    fileOf({ ...playbook, slots: [{ id: 'hero', candidates: [{ id: 'a', when }] }] }),
  ]);
  expect(await code).toBe(1);
  expect(said()).toContain('slots[0].candidates[0].when: $like is no operator of this release');
});
