import type { PopularityModel, Ranking } from '@aisle/schema';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { createTally, type ItemTally } from './item-tally.js';
import { type PopularityOptions, popularitySettings } from './popularity-options.js';
import { countIn, countryOf, type SessionSurvey, surveyOf } from './session-survey.js';

/** A page loads it all: lists are as long as slots and their filters need, and there are as many as matter. */
const MOST = { all: 100, each: 24, categories: 200, regions: 50 };
/** What leads a country is among so many that lead everywhere: it is counted for these alone, to bound memory. */
const REGIONAL_ITEMS = 10_000;

type Kind = 'popularity' | 'trend';
type Lists = readonly (readonly [name: string, items: readonly number[]])[];

/** Items that have any score, the best first, and of equal ones what came up first. */
const ranked = (items: Iterable<number>, score: (item: number) => number): readonly number[] =>
  [...items]
    .map((item) => [item, score(item)] as const)
    .filter(([, value]) => value > 0)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([item]) => item);

/** The names that most have. */
const commonest = (counts: Iterable<readonly [string, number]>, most: number): readonly string[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);

/** Divides ranked items by their categories. */
const byCategory = (order: readonly number[], categoriesIn: (item: number) => readonly string[]) => {
  const lists = new Map<string, number[]>();
  for (const item of order)
    for (const category of categoriesIn(item)) {
      const list = lists.get(category) ?? [];
      lists.set(category, list);
      list.push(item);
    }
  return lists;
};

/** Counts each country's sessions by themselves; gives its ranking. */
const countRegions = (survey: SessionSurvey, items: readonly number[]) => {
  const places = new Map(items.map((item, place) => [item, place]));
  const tallies = new Map<string, ItemTally>();
  for (const region of commonest(survey.regions, MOST.regions)) tallies.set(region, createTally(items.length));
  const placeOf = (item: number): number | undefined => places.get(item);
  if (tallies.size > 0)
    countIn(survey, (session) => {
      const tally = tallies.get(countryOf(session) ?? '');
      return tally && { tally, placeOf };
    });
  return (kind: Kind, floor: number): Lists =>
    [...tallies].map(([region, tally]) => [
      region,
      ranked(items.keys(), (place) => tally[kind](place, floor)).map((place) => items[place] ?? 0),
    ]);
};

/**
 * Learns from sessions what is popular and what is trending, everywhere, by category and by country. The same sessions give the
 * same model; what fewer sessions than the floor had is in no list. Without times nothing is trending.
 *
 * @param sessions - Gone through three times.
 * @throws {TrainerError} when an option cannot be used.
 */
export const trainPopularity = (
  sessions: Iterable<readonly SessionEvent[]>,
  options: PopularityOptions = {},
): PopularityModel => {
  const { floor, categoriesOf } = popularitySettings(options);
  const survey = surveyOf(sessions);
  const { itemIds } = survey;
  const everywhere = createTally(itemIds.length);
  countIn(survey, () => ({ tally: everywhere, placeOf: (item) => item }));
  const orderBy = (kind: Kind) => ranked(itemIds.keys(), (item) => everywhere[kind](item, floor));
  const orders = { popularity: orderBy('popularity'), trend: orderBy('trend') };
  const regionalItems = new Set(Object.values(orders).flatMap((order) => order.slice(0, REGIONAL_ITEMS)));
  const regionsBy = countRegions(
    survey,
    [...regionalItems].sort((a, b) => a - b),
  );

  const categoriesIn = (item: number): readonly string[] => categoriesOf(itemIds[item] ?? '');
  const sizes = [...byCategory(orders.popularity, categoriesIn)].map(([name, items]) => [name, items.length] as const);
  const categories = commonest(sizes, MOST.categories);
  const rankingOf = (kind: Kind): Ranking => {
    const lists = byCategory(orders[kind], categoriesIn);
    const told = (items: readonly number[], most: number) => items.slice(0, most).map((item) => itemIds[item] ?? '');
    const named = (all: Lists) =>
      Object.fromEntries(
        all.filter(([, items]) => items.length > 0).map(([name, items]) => [name, told(items, MOST.each)]),
      );
    return {
      all: told(orders[kind], MOST.all),
      category: named(categories.map((name) => [name, lists.get(name) ?? []])),
      region: named(regionsBy(kind, floor)),
    };
  };
  return { v: 1, kind: 'popularity', popular: rankingOf('popularity'), trending: rankingOf('trend') };
};
