import { parseCondition } from '@aisle/engine';
import { expect, it } from 'vitest';

it.each([
  ['at the top', { $xor: [] }, '$xor'],
  ['on a fact', { a: { $near: 1 } }, '$near'],
  ['under $not', { $not: { a: { $near: 1 } } }, '$near'],
  ['under a fact’s $not', { a: { $not: { $near: 1 } } }, '$near'],
  ['under $nor', { $nor: [{ a: { $near: 1 } }] }, '$near'],
  ['in $elemMatch', { a: { $elemMatch: { b: { $near: 1 } } } }, '$near'],
  ['in $all', { a: { $all: [{ $near: 1 }] } }, '$near'],
  ['in $size', { a: { $size: { $near: 1 } } }, '$near'],
  ['behind a half-written version operator', { a: { $vnear: '1' } }, '$vnear'],
  ['that is a method of objects', { a: { $constructor: 1 } }, '$constructor'],
  ['among plain keys', { a: { $near: 1, b: 2 } }, '$near'],
])('names an unknown operator %s', (_name, condition, unknown) => {
  expect(parseCondition(condition).unknown).toBe(unknown);
});

it.each([
  ['a condition that is no object', 'rubbish'],
  ['a list where a list must be', { a: { $in: 1 } }],
  ['conditions that are no list', { $or: {} }],
  ['a pattern that cannot be read', { a: { $not: { $regex: '(' } } }],
  ['a pattern that is no text', { a: { $regex: null } }],
])('complains about %s', (_name, condition) => {
  expect(parseCondition(condition).unknown).not.toBeNull();
});

it.each([
  ['the empty condition', {}],
  ['$groups, which is a fact', { $groups: { $elemMatch: { $eq: 'a' } } }],
  ['every version operator', { a: { $veq: '1', $vne: '1', $vgt: '1', $vgte: '1', $vlt: '1', $vlte: '1' } }],
  ['every opposite', { a: { $ne: 1, $nin: [], $nini: [], $notInGroup: 'g', $notRegex: 'x', $notRegexi: 'x' } }],
  ['an object as a value', { a: { b: { c: 1 } } }],
])('understands %s', (_name, condition) => {
  expect(parseCondition(condition).unknown).toBeNull();
});

it('says opposites in the words of the normal form', () => {
  expect(parseCondition({ a: { $nin: [1] } })).toEqual(parseCondition({ a: { $not: { $in: [1] } } }));
});
