import { englishPanelWords, germanPanelWords } from '@aisle/bindings';
import { germanWords } from '@aisle/engine';
import { expect, it } from 'vitest';

/** Every text by its path, with what is put into it. */
const placesIn = (value: unknown, path = ''): readonly string[] =>
  typeof value === 'string'
    ? [`${path} ${(value.match(/\{\w+\}/g) ?? []).toSorted().join('')}`]
    : Object.entries(Object(value)).flatMap(([key, inner]) => placesIn(inner, `${path}.${key}`));

it('says the same things in German as in English, with the same things put in', () => {
  const { sentences: _, ...why } = germanPanelWords.why;
  expect(placesIn({ ...germanPanelWords, why })).toEqual(placesIn(englishPanelWords));
});

it('leaves no text empty', () => {
  const empty = (value: unknown): boolean =>
    typeof value === 'string' ? value.trim() === '' : Object.values(Object(value)).some(empty);
  expect([englishPanelWords, germanPanelWords].map(empty)).toEqual([false, false]);
});

it('explains a decision in the German that the engine has', () => {
  expect(germanPanelWords.why.sentences).toEqual(germanWords);
});

it('B39: has a word for everything stored that a decision can rest on, and for how often something was seen', () => {
  const stored = ['affinity', 'campaign', 'cart', 'experiments', 'history', 'orders', 'predictions', 'profile'];
  for (const { why } of [englishPanelWords, germanPanelWords])
    expect(Object.keys(why.inputs)).toEqual([...stored, 'limit', 'recents', 'scores', 'session', 'traits'].toSorted());
});
