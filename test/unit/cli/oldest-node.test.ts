import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../../packages/cli/bin/aisle.js', import.meta.url));

/** What the command says to a Node that calls itself so. */
const saidBy = (version: string): string => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, ['--import', preload, bin, '--help'], { encoding: 'utf8' }).stderr;
};

it('asks for the first Node that has node:sqlite, also within a major version', () => {
  expect(saidBy('22.12.0')).toContain('aisle needs Node 22.13 or newer; this is 22.12.0.');
  expect(saidBy('20.19.0')).toContain('this is 20.19.0.');
});

it('lets newer ones in', () => {
  expect(saidBy('22.13.0')).not.toContain('aisle needs Node');
  expect(saidBy('24.0.0')).not.toContain('aisle needs Node');
});
