// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import type { Flush } from '../../packages/browser/src/log/head.js';
import { recover } from '../../packages/browser/src/log/recovery.js';

const flush = (id: string): Flush => ({ id, drafts: [] });
const lie = (place: string, ...ids: readonly string[]): void =>
  localStorage.setItem(`aisle-demo/${place}`, JSON.stringify(ids.map(flush)));
const places = (): readonly string[] => Object.keys(localStorage).toSorted();
const kept = (): boolean => true;
const all = (one: Flush): readonly Flush[] => [one];

beforeEach(() => localStorage.clear());

it('lets go of each place when what lay there is written, and of no other: the next page begins where this one ended', () => {
  lie('a', 'one', 'two');
  lie('b', 'three');
  const { written } = recover('demo', [], all);
  written('three', kept);
  expect(places()).toEqual(['aisle-demo/a']);
  written('one', kept);
  expect(places()).toEqual(['aisle-demo/a']);
  written('two', kept);
  expect(places()).toEqual([]);
});

it('has what is written spilled before it lets go of it: the store may die with the page', () => {
  lie('a', 'one');
  const { written } = recover('demo', [], all);
  const seen: unknown[] = [];
  written('one', () => Boolean(seen.push(places())));
  expect(seen).toEqual([['aisle-demo/a']]);
});

it('leaves it where it lies when there is no other place for it', () => {
  lie('a', 'one');
  recover('demo', [], all).written('one', () => null);
  expect(places()).toEqual(['aisle-demo/a']);
});

it('knows what another page has written meanwhile', () => {
  lie('a', 'one');
  lie('b', 'two');
  const { isTaken } = recover('demo', [flush('three')], all);
  localStorage.removeItem('aisle-demo/a');
  expect(['one', 'two', 'three'].map(isTaken)).toEqual([true, false, false]);
});

it('reads once what lies twice, while its page moves it, and loses it with neither place', () => {
  lie('a', 'one');
  lie('b', 'one');
  const { flushes, isTaken, written } = recover('demo', [], all);
  expect(flushes).toEqual([flush('one')]);
  expect(places()).toHaveLength(2);
  localStorage.removeItem('aisle-demo/a');
  expect(isTaken('one')).toBe(false);
  written('one', kept);
  expect(places()).toEqual([]);
});

it('does not count on a place of the page’s own, which it moves when it spills again', () => {
  lie('a', 'one');
  const { isLeft, isTaken, written } = recover('demo', [flush('one')], all);
  expect(isLeft('one')).toBe(false);
  localStorage.removeItem('aisle-demo/a');
  expect(isTaken('one')).toBe(false);
  lie('a', 'one');
  written('one', kept);
  expect(places()).toEqual([]);
});

it('lets go at once of what may be kept no more', () => {
  lie('a', 'one');
  lie('b', 'two');
  const { flushes } = recover('demo', [], (one) => (one.id === 'one' ? [] : [one]));
  expect(flushes).toEqual([flush('two')]);
  expect(places()).toEqual(['aisle-demo/b']);
});

it('leaves alone what is no list of flushes, and what another site left', () => {
  localStorage.setItem('aisle-demo/a', '{"drafts":7}');
  localStorage.setItem('aisle-other/a', JSON.stringify([flush('one')]));
  expect(recover('demo', [], all).flushes).toEqual([]);
  expect(localStorage.getItem('aisle-other/a')).not.toBeNull();
});
