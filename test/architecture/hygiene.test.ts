import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './source-file.js';

const MOST_BYTES = 2_000_000;

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && statSync(join(root, path), { throwIfNoEntry: false })?.isFile());

// Latin-1 keeps every byte of a picture apart, so that a path in its metadata is found too.
const linesWith = (pattern: RegExp) =>
  tracked.flatMap((path) =>
    readFileSync(join(root, path), 'latin1')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${pattern.exec(line)?.[0]}`] : [])),
  );

it('sees the repository', () => {
  expect(tracked).toContain('package-lock.json');
});

it('has a lock file that says what, not from where', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const resolved = Object.values<{ resolved?: string }>(packages).flatMap((each) => each.resolved ?? []);
  expect(resolved.filter((place) => !/^(packages|examples)\/[\w-]+$/.test(place))).toEqual([]);
});

// The brackets keep the pattern from finding itself.
it('names no package registry', () => {
  expect(
    linesWith(/registry\.(npmjs|yarnpkg|npmmirror)|npm\.pkg\.github|verdacci[o]|artifactor[y]|\/nexu[s]\//i),
  ).toEqual([]);
});

it('names no folder of the machine it was written on', () => {
  expect(linesWith(/(?<![\w.~/-])\/(home|Users|root|work)\/[\w.-]+|[A-Z]:\\Users\\/)).toEqual([]);
});

it('keeps what is committed small', () => {
  const big = tracked.filter((path) => statSync(join(root, path)).size > MOST_BYTES);
  expect(big).toEqual([]);
});
