import type { Models } from '@aisle/engine';
import { describe, expect, it } from 'vitest';
import { by, idsOf, onPageOf, picksOf, viewed } from './shop.js';

describe('remote', () => {
  const asked: (readonly [readonly string[], string])[] = [];
  const remote: Models['remote'] = {
    suggest(itemIds, { recommender }) {
      asked.push([itemIds, recommender]);
      return ['coat', 'gone', 'shirt', 'shade', 'lamp', 'bulb'].map((itemId) => ({ itemId, because: 'lamp' }));
    },
  };
  const service = by('remote', { fallback: 'popular' });

  it('gives what its service answered, by the same rules as every strategy, and its fallback fills up', () => {
    const chain = [{ ...service, brands: ['Alba', 'Nord'], pins: [{ item: 'tee', place: 1 }] }, by('popular')];
    const context = { ...onPageOf('lamp'), shown: ['shade'] };
    expect(
      picksOf(chain, { models: { remote }, context, limit: 4 }).map((one) => [one.item.item_id, one.strategy]),
    ).toEqual([
      ['tee', 'pinned'],
      ['shirt', 'remote'],
      ['bulb', 'remote'],
      ['lamp', 'popular'],
    ]);
  });

  it('asks with this session’s views and this page’s item, under the recommender’s name', () => {
    asked.length = 0;
    idsOf(by('remote', { id: 'ours' }), {
      models: { remote },
      profile: viewed('boots', 'tee'),
      context: onPageOf('lamp'),
    });
    expect(asked).toEqual([[['boots', 'tee', 'lamp'], 'ours']]);
  });
});
