import { createRecommender } from '@aisle/engine';
import { trainNeighbours, TrainerError, type SessionEvent } from '@aisle/trainer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDice, viewsOf } from './views.js';

const recommendAfter = (sessions: readonly SessionEvent[][], ids: string, options = {}) =>
  createRecommender(trainNeighbours(sessions, options)).recommend(ids.split(' '), { excludeSeen: true });

describe('what it learns', () => {
  it('finds the neighbours that were planted among noise', () => {
    const dice = createDice(7);
    const pick = (count: number) => Math.floor(dice() * count);
    const sessions = Array.from({ length: 12_000 }, () => {
      const group = pick(40);
      // Nine of ten clicks stay in the group of ten.
      return Array.from({ length: 2 + pick(6) }, () => ({
        itemId: `item-${(dice() < 0.9 ? group : pick(40)) * 10 + pick(10)}`,
        type: 'view_item',
      }));
    });
    const recommender = createRecommender(trainNeighbours(sessions));
    const groupOf = (id: string) => Math.floor(Number(id.slice(5)) / 10);
    for (let item = 0; item < 400; item += 1) {
      const found = recommender.recommend([`item-${item}`], { limit: 9, excludeSeen: true });
      expect(found.map(groupOf), `of item ${item}`).toEqual(Array.from({ length: 9 }, () => Math.floor(item / 10)));
    }
  });

  it('prefers what came after to what came before', () => {
    expect(recommendAfter(viewsOf('before x after', 'before x after'), 'x')).toEqual(['after', 'before']);
  });

  it('counts a purchase more than a view, and by its own weight when one is given', () => {
    const then = (type: string, itemId: string) => [
      { itemId: 'x', type: 'view_item' },
      { itemId, type },
    ];
    const sessions = ['viewed', 'viewed', 'bought', 'bought'].map((id) =>
      then(id === 'bought' ? 'purchase' : 'view_item', id),
    );
    expect(recommendAfter(sessions, 'x')[0]).toBe('bought');
    expect(recommendAfter(sessions, 'x', { weights: { purchase: 0.1 } })[0]).toBe('viewed');
  });

  it('takes an unknown type for a view', () => {
    const typed = (type: string) => viewsOf('a b', 'a b').map((one) => one.map((event) => ({ ...event, type })));
    expect(trainNeighbours(typed('shop_zoom'))).toEqual(trainNeighbours(typed('view_item')));
    expect(trainNeighbours(typed('constructor'))).toEqual(trainNeighbours(typed('view_item')));
  });

  it("shows nobody's own way: a pair of one session is learned only with a floor of 1", () => {
    const sessions = viewsOf('common1 common2', 'common2 common1', 'secret rare', 'common1 common2');
    expect(recommendAfter(sessions, 'secret')[0]).not.toBe('rare');
    expect(recommendAfter(sessions, 'secret', { floor: 1 })[0]).toBe('rare');
  });

  it('calls nothing popular that fewer sessions than the floor had, however much they did with it', () => {
    const engraved = { itemId: 'engraved-for-anna', type: 'purchase' };
    const sessions = [...viewsOf('a b', 'b a'), [engraved, engraved, engraved]];
    const popular = (floor: number) => createRecommender(trainNeighbours(sessions, { floor })).recommend([]);
    expect([popular(1)[0], popular(2)]).toEqual([engraved.itemId, ['a', 'b']]);
  });

  it('answers from an artifact that was trained on nothing', () => {
    expect(createRecommender(trainNeighbours([])).recommend(['a'])).toEqual([]);
    expect(createRecommender(trainNeighbours([[], []])).recommend([])).toEqual([]);
  });
});

describe('the bytes', () => {
  const dice = createDice(3);
  const sessions = Array.from({ length: 300 }, () =>
    Array.from({ length: 5 }, () => ({ itemId: `SKU-${Math.floor(dice() * 90)}`, type: 'view_item' })),
  );

  it('are the same for the same sessions', () => {
    const copy = sessions.map((session) => session.map(({ itemId, type }) => ({ type, itemId })));
    expect(trainNeighbours(copy)).toEqual(trainNeighbours(sessions));
  });

  it('come with word of how far it is, to the end', () => {
    const seen: (readonly number[])[] = [];
    const many = Array.from({ length: 2_500 }, (_, item) => [{ itemId: `item-${item}`, type: 'view_item' }]);
    trainNeighbours(many, {}, (done, all) => seen.push([done, all]));
    expect(seen).toEqual([
      [1_000, 2_500],
      [2_000, 2_500],
      [2_500, 2_500],
    ]);
  });

  it('are the same for a stream as for an array', () => {
    expect(trainNeighbours(new Set(sessions))).toEqual(trainNeighbours(sessions));
  });

  it('are fewer with hashes, when ids are long', () => {
    const long = sessions.map((one) => one.map((event) => ({ ...event, itemId: `${event.itemId}-${'y'.repeat(9)}` })));
    const withDice = long.map((one) => one.map((event) => ({ ...event, itemId: event.itemId + dice() })));
    const sizeWith = (names: 'ids' | 'hashes') => trainNeighbours(withDice, { floor: 1, names }).length;
    expect(sizeWith('hashes')).toBeLessThan(sizeWith('ids'));
  });
});

describe('ids', () => {
  const anyId = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.nat().map(String),
    fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
    fc.constantFrom('0', '00', '007', '-1', '1e3', ' 1', '1.5', '__proto__', 'constructor', '\ud800', '\udfff\ud800'),
    fc.uuid(),
  );

  it('come back as they went in, every one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyId, { minLength: 1, maxLength: 80 }), (ids) => {
        const sessions = ids.map((itemId) => [{ itemId, type: 'view_item' }]);
        const recommender = createRecommender(trainNeighbours(sessions, { floor: 1 }));
        expect(new Set(recommender.recommend([], { limit: 1_000 }))).toEqual(new Set(ids));
        for (const id of ids) expect(recommender.recommend([id], { limit: 1 })).toEqual([id]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('of several thousand items come back, and their neighbours, from whichever place they are at', () => {
    const idOf = (at: number) => (at % 3 ? `${(at * 7_919) % 100_003}` : `sku-${(at * 7_919) % 100_003}`);
    const count = 5_000;
    const sessions = Array.from(
      { length: count },
      (_, at) => viewsOf(`${idOf(at)} ${idOf((at + 1) % count)}`)[0] ?? [],
    );
    const recommender = createRecommender(trainNeighbours(sessions, { floor: 1 }));
    for (let at = 1; at <= count; at += 1)
      expect(recommender.recommend([idOf(at % count)], { limit: 3 }).toSorted(), `of item ${at}`).toEqual(
        [idOf(at - 1), idOf(at % count), idOf((at + 1) % count)].toSorted(),
      );
  });

  it('come back also when they are as long as they may be, and what is named after them', () => {
    const ids = ['a'.repeat(999), 'a'.repeat(1_000), 'b'];
    const sessions = ids.map((itemId) => [{ itemId, type: 'view_item' }]);
    expect(
      createRecommender(trainNeighbours(sessions, { floor: 1 }))
        .recommend([])
        .toSorted(),
    ).toEqual(ids);
  });

  it('come back from hashes when the page knows them', () => {
    const ids = Array.from({ length: 500 }, (_, at) => `article-${at * 7}`);
    const sessions = ids.map((itemId, at) =>
      [itemId, ids[(at + 1) % 500] ?? ''].map((id) => ({ itemId: id, type: 'view_item' })),
    );
    const recommender = createRecommender(trainNeighbours(sessions, { floor: 1, names: 'hashes' }), {
      itemIds: [...ids, 'new in the catalogue'],
    });
    expect(recommender.recommend(['article-7'], { limit: 1, excludeSeen: true })).toEqual(['article-14']);
    expect(recommender.recommend(['new in the catalogue'])).toHaveLength(8);
  });

  it('that share a hash are taken for nothing rather than for each other', () => {
    // FNV-1a of both is 0xc47ed7fc.
    const [one, other] = ['76mmiq', '2391dx'];
    const sessions = viewsOf(`${one} x`, `${other} y`, 'x y');
    const itemIds = [one, other, 'x', 'y'];
    const recommender = createRecommender(trainNeighbours(sessions, { floor: 1, names: 'hashes' }), { itemIds });
    const all = recommender.recommend([], { limit: 99 });
    expect(all.toSorted()).toEqual(['x', 'y']);
    expect(recommender.recommend([one], { limit: 99 })).toEqual(all);
  });
});

describe('bad input', () => {
  const event = { itemId: 'a', type: 'view_item', atMs: 1 };
  it.each<[string, unknown, RegExp]>([
    ['no sessions', null, /^sessions: found null\. Fix: give an array/],
    ['a word for sessions', 'abc', /^sessions\[0\]|^sessions:/],
    ['an event for a session', [event], /^sessions\[0\]: .*Fix: give an array of events/],
    ['a word for an event', [[event], [event, 'a']], /^sessions\[1\]\[1\]: found "a"\. Fix: give an object/],
    ['a number for an id', [[{ ...event, itemId: 7 }]], /^sessions\[0\]\[0\]\.itemId: found 7\. Fix: give a string/],
    ['an empty id', [[{ ...event, itemId: '' }]], /^sessions\[0\]\[0\]\.itemId: found ""\./],
    ['an id that never ends', [[{ ...event, itemId: 'x'.repeat(1_001) }]], /itemId: .*at most 1000 characters/],
    ['no type', [[{ itemId: 'a' }]], /^sessions\[0\]\[0\]\.type: found undefined\./],
    ['a date for a time', [[{ ...event, atMs: '2026-01-01' }]], /^sessions\[0\]\[0\]\.atMs: found "2026-01-01"\./],
  ])('is refused with field and fix: %s', (_, sessions, message) => {
    const train = () => trainNeighbours(sessions as SessionEvent[][]);
    expect(train).toThrow(TrainerError);
    expect(train).toThrow(message);
  });

  it.each<[object, string]>([
    [{ floor: 0 }, 'options.floor: found 0. Fix: give a whole number from 1'],
    [{ floor: 1.5 }, 'options.floor: found 1.5. Fix: give a whole number from 1'],
    [{ length: 61 }, 'options.length: found 61. Fix: give a whole number from 1 to 60'],
    [{ names: 'none' }, "options.names: found none. Fix: give 'ids' or 'hashes'"],
    [{ weights: { purchase: -1 } }, 'options.weights.purchase: found -1. Fix: give a number from 0'],
  ])('of options is refused: %o', (options, message) => {
    expect(() => trainNeighbours([], options)).toThrow(message);
  });

  it('does not mistake an option that is undefined for one', () => {
    expect(trainNeighbours(viewsOf('a b'), { floor: undefined } as never)).toEqual(trainNeighbours(viewsOf('a b')));
  });
});
