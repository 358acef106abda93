import { expect, it } from 'vitest';
import { unsafeJsonIn } from '../../../../packages/server/src/batch/unsafe-json.js';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

it('finds nothing wrong in plain data', () => {
  expect(unsafeJsonIn({ a: [1, 'ü😀', null, true, { constructor: 'Ford' }], prototype: 1 })).toBeUndefined();
});

it('allows 32 levels and refuses 33', () => {
  expect(unsafeJsonIn(nested(32))).toBeUndefined();
  expect(unsafeJsonIn(nested(33))?.code).toBe('event/depth');
  expect(unsafeJsonIn(nested(33), 33)).toBeUndefined();
});

it('does not exhaust the stack', () => {
  expect(unsafeJsonIn(nested(500_000))?.code).toBe('event/depth');
});

it('finds a key at any depth', () => {
  const value: unknown = JSON.parse('{"a":[{"b":{"__proto__":1}}]}');
  expect(unsafeJsonIn(value)?.field).toBe('a[0].b.__proto__');
});
