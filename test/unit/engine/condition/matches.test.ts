import { matches } from '@aisle/engine';
import { describe, expect, it } from 'vitest';

describe('an absent fact', () => {
  it.each([
    ['exists not', { a: { $exists: false } }, true],
    ['is null', { a: null }, true],
    ['is in no list', { a: { $in: ['x'] } }, false],
    ['is outside every list', { a: { $nin: ['x'] } }, true],
    ['is not less than false', { a: false }, false],
    ['has no size', { a: { $size: 0 } }, false],
    ['has the type null', { a: { $type: 'null' } }, true],
  ])('%s', (_name, condition, expected) => {
    expect(matches(condition, {})).toBe(expected);
  });
});

describe('an operator', () => {
  it.each([
    ['$regexi with a slash', { a: { $regexi: '^/shop/' } }, { a: '/SHOP/x' }, true],
    ['$notRegex', { a: { $notRegex: '^h' } }, { a: 'hello' }, false],
    ['$notRegexi', { a: { $notRegexi: '^H' } }, { a: 'hello' }, false],
    ['$notRegex on another text', { a: { $notRegex: '^h' } }, { a: 'world' }, true],
    ['$notRegex that cannot be read', { a: { $notRegex: '(' } }, { a: 'world' }, false],
    ['$alli with an operator', { a: { $alli: [{ $regex: '^O' }] } }, { a: ['one'] }, false],
    ['$alli with a number', { a: { $alli: [1] } }, { a: [1, 2] }, true],
    ['$nini on a list', { a: { $nini: ['X'] } }, { a: ['x', 'y'] }, false],
    ['$notInGroup of an unknown group', { a: { $notInGroup: 'g' } }, { a: 1 }, true],
    ['$size with a nested $not', { a: { $size: { $not: { $gt: 2 } } } }, { a: [1, 2] }, true],
    ['$elemMatch over objects', { a: { $elemMatch: { b: { $gte: 2 }, c: 'x' } } }, { a: [{ b: 2, c: 'x' }] }, true],
    [
      '$elemMatch that needs one element for both',
      { a: { $elemMatch: { b: 1, c: 2 } } },
      { a: [{ b: 1 }, { c: 2 }] },
      false,
    ],
    ['$vne', { a: { $vne: '1.2.3' } }, { a: 'v1.2.3' }, false],
    ['$veq with a number', { a: { $veq: 2 } }, { a: '2' }, true],
    ['$type undefined', { a: { $type: 'undefined' } }, { a: undefined }, true],
    ['$gt between a text and a number', { a: { $gt: 5 } }, { a: 'x' }, false],
    ['$nor over nothing', { $nor: [] }, {}, false],
    ['a dot path into a list', { 'a.1': 'y' }, { a: ['x', 'y'] }, true],
    ['a list of objects as a value', { a: [{ b: 1 }] }, { a: [{ b: 1 }] }, true],
    ['an object with another order of keys', { a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
  ])('%s', (_name, condition, facts, expected) => {
    expect(matches(condition, facts)).toBe(expected);
  });
});

it('does not match an unknown operator', () => {
  expect(matches({ a: { $near: 1 } }, { a: 1 })).toBe(false);
});

it('does not see what an object only inherits', () => {
  expect(matches({ 'a.toString': { $exists: true } }, { a: {} })).toBe(false);
  expect(matches({ 'a.__proto__.x': 1 }, { a: Object.create({ x: 1 }) as object })).toBe(false);
  expect(matches({ a: { $inGroup: 'constructor' } }, { a: 1 })).toBe(false);
});

it.each([
  ['a condition that is no object', null],
  ['a logical operator over no list', { $or: 7 }],
  ['a logical operator over rubbish', { $and: [null, 1] }],
  ['an element that is no condition', { a: { $elemMatch: null } }],
  ['a group that is no name', { a: { $inGroup: {} } }],
])('does not throw on %s', (_name, condition) => {
  expect(matches(condition as never, { a: [1] })).toBe(false);
});

it('does not throw on a condition deeper than the stack', () => {
  let condition: Record<string, unknown> = { a: 1 };
  for (let depth = 0; depth < 100_000; depth++) condition = { $not: condition };
  expect(matches(condition, { a: 1 })).toBe(false);
});

it('does not throw on facts that cannot be compared', () => {
  const bare = Object.create(null) as object;
  expect(matches({ a: { $gt: 1 } }, { a: bare })).toBe(false);
  expect(matches({ a: 'x' }, { a: Symbol('x') })).toBe(false);
});
