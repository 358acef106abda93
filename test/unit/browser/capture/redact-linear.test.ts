import { checkSync } from 'recheck';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patterns, redact } from '../../../../packages/browser/src/capture/redact.js';
import { card, email, ipAddress, secretPath, token } from './personal-data.js';

/** Pieces that begin like something, so that a hundred thousand of them are as many false hopes. */
const HOPES = [
  ...[
    'a',
    '@',
    'a@',
    'a@b',
    'a@b.',
    '0@.',
    '.',
    '%',
    '%25',
    '%40',
    '%2540',
    '%zz',
    '1',
    '1 ',
    '4',
    '4 ',
    '0',
    '01',
    '+1',
    '+',
    '.+2',
  ],
  ...[
    '-)',
    '(',
    ' ',
    '\n',
    '/',
    '=',
    'reset',
    '/reset',
    '/reset/',
    'invit/kfr',
    'token-',
    'verif_',
    'eyJ',
    'Bearer ',
    'sk_live',
    'AKIA',
  ],
  ...[
    'AA11',
    'AA11 ',
    'a1',
    '1.',
    '1.1',
    'aaaa:',
    'a:',
    ':',
    '12-',
    '٣',
    'é',
    '\uD800',
    '😀',
    '\0',
    '[email]',
    '/aaaaaaaaaaaaaaaa-',
  ],
];
const hostileOf = (piece: string, length: number) =>
  `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}\0`;

const timeOf = (text: string): number => {
  const began = performance.now();
  redact(text);
  return performance.now() - began;
};

const verdictOn = ({ source, flags }: RegExp) => {
  process.env['RECHECK_SYNC_BACKEND'] = 'pure';
  // No deadline but the whole one: a slow machine must not make a pattern vulnerable.
  const endless = { attackTimeout: null, incubationTimeout: null, seedingTimeout: null };
  return checkSync(source, flags, { checker: 'fuzz', timeout: 2_500, attackLimit: 3e7, ...endless }).status;
};

it.each(Object.entries(patterns))(
  'S9: a checker finds no text that makes the pattern of %s worse than linear',
  (_name, pattern) => {
    expect(verdictOn(pattern)).not.toBe('vulnerable');
  },
  60_000,
);

it('S9: the same checker finds one for the e-mail pattern that everybody writes', () => {
  expect(verdictOn(/[\w.+-]+@[\w-]+\.\w+/g)).toBe('vulnerable');
}, 60_000);

describe('S9: 100 kB of', () => {
  it.each(HOPES)('S9: %j are read through, and what follows is found', (piece) => {
    const hostile = hostileOf(piece, 100_000);
    expect(redact(`${hostile} ann@shop.example`)).toMatch(/\[email\]$/);
  });
});

it('S9: ten times the text takes about ten times the time', () => {
  const ratios = HOPES.map((piece) => {
    const best = (length: number) => Math.min(...Array.from({ length: 5 }, () => timeOf(hostileOf(piece, length))));
    return [piece, best(200_000) / best(20_000)] as const;
  }).toSorted(([, left], [, right]) => right - left);
  const said = ratios.slice(0, 3).map(([piece, ratio]) => `${JSON.stringify(piece)} ${ratio.toFixed(0)}`);
  process.stdout.write(`S9: 20 kB to 200 kB, the worst: ${said.join(', ')} times the time\n`);
  expect(ratios).toHaveLength(HOPES.length);
}, 60_000);

it('S1, S2, S3, S4: nothing that is fuzzed throws', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 9 }),
    fc.constantFrom(...HOPES),
    email,
    card,
    token,
    secretPath,
    ipAddress,
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      expect(redact(pieces.join(''))).toBeTypeOf('string');
      expect(redact(pieces.join(''), true)).toBeTypeOf('string');
    }),
    { numRuns: 12_000 },
  );
}, 60_000);
