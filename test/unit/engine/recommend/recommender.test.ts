import { ArtifactError, checksumOf, createRecommender, neighbourFormat } from '@aisle/engine';
import { trainNeighbours } from '@aisle/trainer';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDice, viewsOf } from '../../trainer/neighbours/views.js';

const { CHECKED_FROM, HEAD, HEAD_BYTES } = neighbourFormat;

const sessions = viewsOf('lamp bulb shade', 'lamp bulb', 'lamp shade', 'boots socks', 'boots socks', 'lamp bulb desk');
const recommender = createRecommender(trainNeighbours(sessions, { floor: 1 }));

describe('an answer', () => {
  it('begins with what follows the last click', () => {
    expect(recommender.recommend(['boots'], { excludeSeen: true })[0]).toBe('socks');
    expect(recommender.recommend(['boots', 'lamp'], { excludeSeen: true })[0]).toBe('bulb');
  });

  it('listens less to older clicks, but listens', () => {
    const ids = recommender.recommend(['boots', 'lamp'], { excludeSeen: true });
    expect(ids.indexOf('socks')).toBeGreaterThan(ids.indexOf('bulb'));
    expect(ids.indexOf('socks')).toBeLessThan(5);
  });

  it('listens to the fifteen last clicks it knows', () => {
    const clicks = (ago: number) => [
      'boots',
      ...Array.from({ length: ago }, () => 'desk'),
      ...Array(40).fill('unknown'),
    ];
    const becauseOf = (ago: number) =>
      recommender.suggest(clicks(ago)).find(({ itemId }) => itemId === 'socks')?.because;
    expect([becauseOf(14), becauseOf(15)]).toEqual(['boots', undefined]);
  });

  it('has what was seen, for it is often wanted again, unless that is not wished', () => {
    expect(recommender.recommend(['lamp'])).toContain('lamp');
    expect(recommender.recommend(['lamp', 'bulb'], { excludeSeen: true })).not.toContain('lamp');
    expect(recommender.recommend(['lamp', 'bulb'], { excludeSeen: true })).not.toContain('bulb');
  });

  it('leaves out all that was seen, not the last clicks alone, and not among the popular', () => {
    const seen = ['lamp', ...Array.from({ length: 30 }, () => 'boots')];
    expect(recommender.recommend(seen, { excludeSeen: true, limit: 99 })).not.toContain('lamp');
  });

  it('is filled up with what is popular, each id once', () => {
    const all = ['lamp', 'bulb', 'shade', 'boots', 'socks', 'desk'];
    const ids = recommender.recommend(['boots'], { limit: 99 });
    expect(ids.toSorted()).toEqual(all.toSorted());
    expect(recommender.recommend([])[0]).toBe('lamp');
  });

  it('says which click led to it, and nothing of what is only popular', () => {
    const byId = new Map(recommender.suggest(['boots', 'lamp']).map(({ itemId, because }) => [itemId, because]));
    expect([byId.get('bulb'), byId.get('socks')]).toEqual(['lamp', 'boots']);
    expect(recommender.suggest(['boots']).find(({ itemId }) => itemId === 'lamp')).toEqual({ itemId: 'lamp' });
  });

  it.each<[unknown, number]>([
    [undefined, 6],
    [3, 3],
    [0, 0],
    [-4, 0],
    [2.5, 3],
    [Number.NaN, 0],
    [Infinity, 6],
  ])('with a limit of %s has %i items', (limit, count) => {
    expect(recommender.recommend(['boots'], limit === undefined ? {} : { limit: limit as number })).toHaveLength(count);
  });

  it('has eight items when nobody says how many', () => {
    const many = createRecommender(trainNeighbours(viewsOf('a b c d e f g h i j'), { floor: 1 }));
    expect(many.recommend(['a'])).toHaveLength(8);
  });

  it.each<[string, unknown[]]>([
    ['unknown', ['nobody knows', '']],
    ['inherited by every object', ['__proto__', 'constructor', 'toString', 'hasOwnProperty']],
    ['no ids at all', [null, undefined, 7, Number.NaN, {}, Object.create(null), [], Symbol('x'), () => 1, 10n]],
    ['like numbers', ['0', '-0', '1e99', '99999999999999999999', '00', ' 1 ', '\ud800', 'x'.repeat(1e5)]],
  ])('is what is popular when ids are %s', (_, ids) => {
    expect(recommender.recommend(ids as string[])).toEqual(recommender.recommend([]));
  });

  it.each([null, undefined, 'lamp', 7, {}])('is what is popular when the session is %s', (session) => {
    const asked = session as unknown as string[];
    expect(recommender.recommend(asked, { excludeSeen: true })).toEqual(recommender.recommend([]));
  });

  it('does not depend on what was asked before', () => {
    const fresh = createRecommender(trainNeighbours(sessions, { floor: 1 }));
    for (const asked of ['socks', 'desk', 'shade', 'lamp']) recommender.recommend([asked]);
    expect(recommender.suggest(['bulb', 'boots'])).toEqual(fresh.suggest(['bulb', 'boots']));
  });
});

describe('bytes that are none of ours', () => {
  const dice = createDice(11);
  const clicks = Array.from({ length: 200 }, () =>
    Array.from({ length: 5 }, () => `${dice() < 0.5 ? 'sku-' : ''}${Math.floor(dice() * 60)}`).join(' '),
  );
  let bytes: Uint8Array;
  beforeAll(() => {
    bytes = trainNeighbours(viewsOf(...clicks), { floor: 1 });
  });

  it.each<[string, (good: Uint8Array) => unknown, RegExp]>([
    ['a text', () => 'AISN', /they are no Uint8Array/],
    ['nothing', () => undefined, /they are no Uint8Array/],
    ['an empty answer', () => new Uint8Array(), /0 bytes are no artifact/],
    ['a page of HTML', () => new TextEncoder().encode('<!doctype html>'.repeat(9)), /do not begin like neighbours/],
    ['a newer version', (good) => withWord(good, HEAD.version, 3), /version 3 is not 2/],
    ['more than there was', (good) => Uint8Array.from([...good, 0]), /bytes came of/],
    ['more items than bits', (good) => summed(withWord(good, HEAD.items, 4e9)), /contradict themselves/],
    ['more items than names', (good) => summed(withWord(good, HEAD.items, 5_000)), /fewer names than items/],
    ['names behind the end', (good) => summed(withWord(good, HEAD.namesAt, 4e9)), /contradict themselves/],
    ['more popular items than items', (good) => summed(withWord(good, HEAD.popular, 4e9)), /contradict themselves/],
  ])('are refused with the reason: %s', (_, spoil, reason) => {
    const open = () => createRecommender(spoil(bytes) as Uint8Array);
    expect(open).toThrow(ArtifactError);
    expect(open).toThrow(reason);
  });

  it('are opened without a look at their checksum once they were compared with their hash', () => {
    const good = createRecommender(bytes).recommend(['7']);
    expect(createRecommender(withWord(bytes, HEAD.checksum, 0), { isChecked: true }).recommend(['7'])).toEqual(good);
    expect(() => createRecommender(bytes.subarray(0, -1), { isChecked: true })).toThrow(/bytes came of/);
  });

  it('are refused when cut, at any byte', () => {
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => createRecommender(bytes.subarray(0, length)), `at ${length}`).toThrow(ArtifactError);
  });

  it('are refused when one byte differs, whichever', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ (1 + Math.floor(dice() * 255));
      expect(() => createRecommender(damaged), `at ${at}`).toThrow(ArtifactError);
    }
  }, 60_000);

  // The checksum keeps out accidents. Who forges it must not get further than a wrong answer.
  it('answer wrongly at worst when the checksum is forged, and never take long', () => {
    let answered = 0;
    for (let run = 0; run < 1_500; run += 1) {
      const forged = bytes.slice();
      for (let change = 0; change < 1 + (run % 40); change += 1)
        forged[HEAD_BYTES - 16 + Math.floor(dice() * (forged.length - HEAD_BYTES + 16))] = Math.floor(dice() * 256);
      let opened;
      try {
        opened = createRecommender(summed(forged));
      } catch (cause) {
        expect(cause).toBeInstanceOf(ArtifactError);
        continue;
      }
      const ids = opened.recommend(['7', 'sku-7', '13', 'sku-13', 'sku-59'], { limit: 20 });
      expect(ids.length).toBeLessThanOrEqual(20);
      expect(ids.every((id) => typeof id === 'string')).toBe(true);
      answered += 1;
    }
    expect(answered).toBeGreaterThan(500);
  }, 60_000);

  it('are read wherever they lie in a larger buffer', () => {
    const around = new Uint8Array(bytes.length + 9).fill(255);
    around.set(bytes, 5);
    expect(createRecommender(around.subarray(5, 5 + bytes.length)).recommend(['7'])).toEqual(
      createRecommender(bytes).recommend(['7']),
    );
  });

  it('need the ids of the catalogue when they hold hashes alone', () => {
    const hashed = trainNeighbours(viewsOf('a b'), { names: 'hashes', floor: 1 });
    expect(() => createRecommender(hashed)).toThrow(/give itemIds/);
    expect(createRecommender(hashed, { itemIds: ['b'] }).recommend([])).toEqual(['b']);
  });
});

const withWord = (bytes: Uint8Array, place: number, value: number): Uint8Array => {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(place * 4, value, true);
  return changed;
};

const summed = (bytes: Uint8Array): Uint8Array => withWord(bytes, HEAD.checksum, checksumOf(bytes));

it('sums up all that lies behind the checksum', () => {
  expect(CHECKED_FROM).toBe((HEAD.checksum + 1) * 4);
});
