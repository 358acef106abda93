import { parseCondition } from '@aisle/engine';
import fc from 'fast-check';
import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { unsafePatternIn } from '../../../../packages/engine/src/publish/linear-pattern.js';

const unsafeIn = (condition: Record<string, unknown>) => unsafePatternIn(parseCondition(condition).clauses);
const isAccepted = (source: string) => unsafeIn({ a: { $regex: source } }) === null;

describe('patterns that people write every day are accepted', () => {
  it.each([
    ...['^/products/', '-12-25$', '\\.(com|org)$', '^[\\w-]+@[\\w-]+\\.com$', 'utm_(a|b)=', '(jpg|png)$', '^\\d{5}$'],
    ...['a.*b', '.*', '^.*$', '^(de|en|es|fr|it|da)/', '([a-z]+-)+sale', '^(?:\\d{1,3}\\.){3}\\d{1,3}$', '\\bsale\\b'],
    ...[
      '^(?!/admin)/shop',
      '^a|b$',
      '^.{3,20}\\.html$',
      '-?\\d+(\\.\\d+)?',
      '(?<year>\\d{4})-(?<month>\\d\\d)',
      'größe',
    ],
    ...[
      '^https?://([^/]+\\.)?example\\.com/',
      '^\\s*(sale|new)\\s*$',
      '(foo|bar)+',
      '[^]]',
      '[]a',
      '{a}',
      'a{,3}',
      'a]b}',
    ],
    ...['^[^?]*\\?(.*&)?utm_source=news', '\\u0041\\x41\\0', '', '()', '(|a)'],
  ])('%s', (source) => {
    expect(isAccepted(source)).toBe(true);
  });
});

describe('S17: patterns that can run away are refused', () => {
  it.each([
    ['a loop in a loop', ['(a+)+', '(a|b*)*', '(a*)*', '(?:a?b?c?)*d', '((a+)b?)+', '(a{2,}|b)*']],
    ['repeated branches that begin alike', ['(a|a)*', '(a|ab)*', '(\\w|\\d)+', '(?:x|[^y])+', '(.|\\n|a){2,}']],
    ['loops side by side over the same characters', ['\\d+\\d+', '.*.*', '\\s*\\s*$', '^.*a.*b', 'a*b?a*', '(.*a){2}']],
    ['backreferences', ['(a)\\1', '\\k<x>(?<x>a)', '(a)b\\1*']],
    ['lookaround with a quantifier in it', ['(?=a+)b', '(?!a*b)', '(?<!a?)b', '(?<=(?:a|b{2}))c']],
    ['huge repeats', ['a{1000,}', '(ab){1,101}', '(ab){200}', '.{1,301}', '((a{100}){100}){100}', '(?:){1000000000}']],
    ['many ways without a loop', ['(a?){30}a{30}', `${'(a|a)'.repeat(9)}x`, '(|)'.repeat(9), '(a{0,20}){0,20}']],
    ['what is not known', ['(?i:a)']],
    ['what is too long', ['x'.repeat(501)]],
  ])('%s', (_name, sources) => {
    expect(sources.filter(isAccepted)).toEqual([]);
  });
});

it.each([
  ['at the top', { a: { $regex: '(a+)+' } }],
  ['in any case', { a: { $regexi: '(a+)+' } }],
  ['negated', { a: { $notRegex: '(a+)+' } }],
  ['under $not', { $not: { a: { $not: { $regex: '(a+)+' } } } }],
  ['in $all', { a: { $all: ['x', { $regex: '(a+)+' }] } }],
  ['in $size', { a: { $size: { $regex: '(a+)+' } } }],
  ['in $elemMatch', { a: { $elemMatch: { b: { $regex: '(a+)+' } } } }],
  ['in $elemMatch of plain values', { a: { $elemMatch: { $regex: '(a+)+' } } }],
  ['in a choice in a choice', { $or: [{ b: 1 }, { $nor: [{ $and: [{ a: { $regex: '(a+)+' } }] }] }] }],
  ['behind one that is harmless', { a: { $regex: 'b' }, b: { $regex: '(a+)+' } }],
])('finds a pattern %s', (_name, condition) => {
  expect(unsafeIn(condition)).toBe('(a+)+');
});

it('takes a plain value that looks like a test for a value', () => {
  expect(unsafeIn({ a: ['$regex', ['(a+)+', '']], b: { $eq: { $regex: '(a+)+' } }, c: { $in: ['(a+)+'] } })).toBeNull();
});

it('tells letters apart by the flags they are matched with', () => {
  expect(unsafeIn({ a: { $regex: '^A+a+$' } })).toBeNull();
  expect(unsafeIn({ a: { $regexi: '^A+a+$' } })).toBe('^A+a+$');
});

it('bears a condition as deep as it can be read', () => {
  let condition: Record<string, unknown> = { a: { $regex: 'b' } };
  for (let depth = 0; depth < 3000; depth += 1) condition = { $not: condition };
  expect(unsafeIn(condition)).toBeNull();
});

const atoms = ['a', 'b', 'ab', '-', '\\d', '\\w', '\\s', '.', '[ab]', '[^a]', '[a-c]', '\\b', 'ä'];
const quantifiers = ['', '', '', '', '*', '+', '?', '*?', '{2}', '{1,3}', '{2,}', '{0,9}'];

const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  piece: fc
    .tuple(
      fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...atoms),
        tie('pattern').map((inner) => `(?:${inner})`),
      ),
      fc.constantFrom(...quantifiers),
    )
    .map(([atom, quantifier]) => (quantifier ? `(?:${atom})${quantifier}` : atom)),
  pattern: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `${left}|${right}`),
    tie('pattern').map((inner) => `^${inner}$`),
  ),
}));

it('accepts nothing that another checker proves worse than quadratic', () => {
  process.env['RECHECK_SYNC_BACKEND'] = 'pure';
  const drawn = fc.sample(pattern, { numRuns: 1200, seed: 2026 }).filter((source) => source.length <= 60);
  const accepted = [...new Set(drawn)].filter(isAccepted).slice(0, 300);
  const complexities = accepted.map((source) => {
    const found = checkSync(source, '', { checker: 'automaton', timeout: 1_000 });
    const complexity = found.status === 'unknown' ? undefined : found.complexity;
    return [source, complexity?.type ?? 'unknown', complexity?.type === 'polynomial' ? complexity.degree : 0] as const;
  });
  expect(complexities.filter(([, type, degree]) => type === 'exponential' || degree > 2)).toEqual([]);
  // The comparison says something: most were judged, and some are as bad as is allowed.
  expect(complexities.length).toBeGreaterThan(200);
  expect(complexities.filter(([, type]) => type === 'unknown').length).toBeLessThan(complexities.length / 10);
  expect(complexities.some(([, , degree]) => degree === 2)).toBe(true);
}, 120_000);
