import { popularitySchema, problemsOf } from '@aisle/schema';
import { type SessionEvent, trainPopularity, TrainerError } from '@aisle/trainer';
import { expect, it } from 'vitest';

const DAY_MS = 86_400_000;

interface Visit {
  readonly day?: number;
  readonly type?: string;
  readonly region?: string;
}

const visit = (ids: string, { day = 0, type = 'view_item', region }: Visit = {}): SessionEvent[] =>
  ids.split(' ').map((itemId) => ({ itemId, type, atMs: day * DAY_MS, ...(region !== undefined && { region }) }));

const times = (count: number, session: SessionEvent[]): SessionEvent[][] =>
  Array.from({ length: count }, () => session);

/** Visits on each of 28 days, the last seven of which are the recent window. */
const month = (ofDay: (day: number) => SessionEvent[][]): SessionEvent[][] =>
  Array.from({ length: 28 }, (_, day) => ofDay(day)).flat();

it('puts first what most sessions had, and counts a purchase more than a look', () => {
  const sessions = [
    ...times(4, visit('often')),
    ...times(3, visit('bought', { type: 'purchase' })),
    ...times(3, visit('seen')),
  ];
  expect(trainPopularity(sessions).popular.all).toEqual(['bought', 'often', 'seen']);
});

it('counts an item once a session, however often it was looked at', () => {
  const sessions = [...times(2, visit('a a a a a a')), ...times(3, visit('b'))];
  expect(trainPopularity(sessions).popular.all).toEqual(['b', 'a']);
});

it('shows nothing that fewer sessions than the floor had, in no country either', () => {
  const sessions = [
    visit('secret', { region: 'DE' }),
    ...times(2, visit('known', { region: 'FR' })),
    visit('known', { region: 'DE' }),
  ];
  const { popular } = trainPopularity(sessions);
  expect(popular).toEqual({ all: ['known'], category: {}, region: { FR: ['known'] } });
  expect(trainPopularity(sessions, { floor: 1 }).popular.region['DE']).toEqual(['secret', 'known']);
});

it('tells trending from popular: what is wanted more than before, not what is wanted most', () => {
  const sessions = month((day) => [
    ...times(9, visit('evergreen', { day })),
    ...times(day >= 21 ? 4 : 1, visit('rising', { day })),
  ]);
  const { popular, trending } = trainPopularity(sessions);
  expect([popular.all, trending.all]).toEqual([['evergreen', 'rising'], ['rising']]);
});

it('lets nothing trend because more visitors came', () => {
  const sessions = month((day) => ['a', 'b'].flatMap((id) => times(day >= 21 ? 8 : 2, visit(id, { day }))));
  expect(trainPopularity(sessions).trending.all).toEqual([]);
});

it('lets a new item trend, but not one that came two times by chance', () => {
  const sessions = month((day) => [
    ...times(5, visit('old', { day })),
    ...(day >= 21 ? times(3, visit('new', { day })) : []),
    ...(day === 25 ? times(2, visit('chance', { day })) : []),
  ]);
  expect(trainPopularity(sessions).trending.all).toEqual(['new']);
});

it('says nothing of trends where events have no times', () => {
  const sessions = times(9, [{ itemId: 'a', type: 'view_item' }]);
  const { popular, trending } = trainPopularity(sessions);
  expect([popular.all, trending.all]).toEqual([['a'], []]);
});

it('is not emptied by two clocks that are years ahead', () => {
  const sessions = month((day) => [
    ...times(6, visit('old', { day })),
    ...times(day >= 21 ? 2 : 1, visit('rising', { day })),
  ]);
  const wrong = visit('old', { day: 1e8 });
  expect(trainPopularity([...sessions, wrong, wrong])).toEqual(trainPopularity(sessions));
  expect(trainPopularity(sessions).popular.all).toEqual(['old', 'rising']);
});

it('ranks each category and each country by itself', () => {
  const sessions = month((day) => [
    ...times(3, visit('tea', { day, region: 'GB' })),
    ...times(2, visit('coffee', { day, region: 'IT' })),
    visit('tea', { day, region: 'IT' }),
    ...times(day >= 21 ? 5 : 0, visit('cocoa', { day, region: 'IT' })),
  ]);
  const categoriesOf = (id: string) => (id === 'cocoa' ? ['drinks', 'sweet'] : ['drinks']);
  const { popular, trending } = trainPopularity(sessions, { categoriesOf });
  expect(popular.category).toEqual({ drinks: ['tea', 'coffee', 'cocoa'], sweet: ['cocoa'] });
  expect(popular.region).toEqual({ GB: ['tea'], IT: ['coffee', 'cocoa', 'tea'] });
  expect([trending.region, trending.category]).toEqual([{ IT: ['cocoa'] }, { drinks: ['cocoa'], sweet: ['cocoa'] }]);
});

it('is what the schema says, whatever the categories are called', () => {
  const model = trainPopularity(times(3, visit('a')), { categoriesOf: () => ['__proto__', 'constructor'] });
  const copy = JSON.parse(JSON.stringify(model));
  expect(problemsOf(popularitySchema, copy)).toEqual([]);
  expect(Object.hasOwn(copy.popular.category, 'constructor')).toBe(true);
});

it('refuses a floor that is none', () => {
  expect(() => trainPopularity([], { floor: 0 })).toThrow(TrainerError);
});
