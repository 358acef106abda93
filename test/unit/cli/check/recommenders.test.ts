import { describe, expect, it } from 'vitest';
import { errorsOf, slotsOf, warningsOf } from './checked.js';

const popular = { id: 'popular', strategy: 'popular' };
const catalogue = [
  { item_id: 'A1', x_url: '/a', item_category: 'Home', item_category2: 'Lamps', item_brand: 'Alba', price: 9 },
  { item_id: 'A2', x_url: '/b' },
];
const model = (kind: string) => ({ kind, url: 'm', hash: 'a'.repeat(64), format: 1, bytes: 9 });
const models = [model('neighbours'), model('together'), model('popularity')];
/** Of one recommender that falls back to popular. */
const parts = (recommender: object, more: object = {}) => ({
  recommenders: [{ id: 'row', strategy: 'similar', fallback: 'popular', ...recommender }, popular],
  catalogue,
  models,
  ...more,
});

describe('errors', () => {
  it('takes a recommender that uses all there is', async () => {
    const whole = parts({
      categories: ['Lamps'],
      brands: ['Alba'],
      minPrice: 1,
      maxPrice: 9,
      boosts: [{ items: ['A1'], categories: ['Home'], weight: 2 }],
      pins: [
        { item: 'A2', place: 1 },
        { item: 'A1', place: 2 },
      ],
      diversity: { by: 'brand' },
      reason: 'Like {because}',
    });
    expect(await errorsOf(whole)).toEqual([]);
    expect(await warningsOf(whole)).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'fallbacks that come back to where they began',
      {
        recommenders: [
          { id: 'a', strategy: 'popular', fallback: 'b' },
          { id: 'b', strategy: 'popular', fallback: 'c' },
          { id: 'c', strategy: 'popular', fallback: 'a' },
        ],
      },
      'recommenders[0].fallback: the fallbacks come back to where they began: a → b → c → a',
    ],
    [
      'a pin to an unknown item',
      parts({ pins: [{ item: 'A9', place: 1 }] }),
      'recommenders[0].pins[0].item: there is no item A9 in the catalogue',
    ],
    [
      'an unknown item among those to keep',
      parts({ items: ['A9'] }),
      'recommenders[0].items[0]: there is no item A9 in the catalogue',
    ],
    [
      'a boost of an unknown item',
      parts({ boosts: [{ items: ['A1', 'A9'], weight: 2 }] }),
      'recommenders[0].boosts[0].items[1]: there is no item A9 in the catalogue',
    ],
    [
      'two pins at one place',
      parts({
        pins: [
          { item: 'A1', place: 1 },
          { item: 'A2', place: 1 },
        ],
      }),
      'recommenders[0].pins[1]: place 1 is A1’s already',
    ],
    [
      'two places for one item',
      parts({
        pins: [
          { item: 'A1', place: 1 },
          { item: 'A1', place: 2 },
        ],
      }),
      'recommenders[0].pins[1]: A1 is pinned to 1 already',
    ],
    ['a place before the first', parts({ pins: [{ item: 'A1', place: 0 }] }), 'recommenders[0].pins[0].place'],
    ['a negative boost', parts({ boosts: [{ weight: -1 }] }), 'recommenders[0].boosts[0].weight'],
    [
      'a time without its zone',
      { catalogue: [{ item_id: 'A', x_url: '/a', x_added_at: '2026-03-01T12:00' }] },
      'catalogue[0].x_added_at',
    ],
  ])('refuses %s', async (_, playbook, expected) => {
    const errors = await errorsOf(playbook);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(expected);
  });

  it('says a circle once, though others lead into it', async () => {
    const recommenders = [
      { id: 'in', strategy: 'popular', fallback: 'a' },
      { id: 'a', strategy: 'popular', fallback: 'b' },
      { id: 'b', strategy: 'popular', fallback: 'a' },
    ];
    expect((await errorsOf({ recommenders })).map((line) => line.split(':')[0])).toEqual(['recommenders[1].fallback']);
  });
});

describe('warnings', () => {
  it.each<[string, object, string]>([
    [
      'a strategy nobody knows',
      parts({ strategy: 'also-view' }),
      'strategy: also-view is no strategy that this release',
    ],
    [
      'a strategy without its model',
      parts({ strategy: 'cross-sell' }, { models: [model('neighbours')] }),
      'strategy: cross-sell finds nothing without a model of the kind together',
    ],
    [
      'a strategy without its field',
      parts({ strategy: 'back-in-stock' }),
      'strategy: back-in-stock finds nothing: no item of the catalogue has x_restocked_at',
    ],
    [
      'a category nobody has',
      parts({ categories: ['Lamps', 'Lamp'] }),
      'categories[1]: no item of the catalogue has Lamp',
    ],
    ['a brand nobody has', parts({ boosts: [{ brands: ['alba'], weight: 2 }] }), 'boosts[0].brands[0]: no item'],
    [
      'a price band without prices',
      parts({ minPrice: 9, maxPrice: 1 }),
      'minPrice: no price is above minPrice and below',
    ],
    [
      'a chain that may find nothing',
      parts({ fallback: undefined }),
      'fallback: row may find nothing, and nothing comes after it',
    ],
    [
      'a search in a slot',
      parts({ strategy: 'search' }, { slots: slotsOf({ recommend: { recommender: 'row' } }) }),
      'slots[0].candidates[0].recommend: row looks for what a shopper types',
    ],
  ])('warns of %s', async (_, playbook, expected) => {
    const warnings = await warningsOf(playbook);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(expected);
  });

  it('takes a chain that may find nothing where its slot says how many items it must have', async () => {
    const slots = slotsOf({ recommend: { recommender: 'row', atLeast: 2 } });
    expect(await warningsOf(parts({ fallback: undefined }, { slots }))).toEqual([]);
  });

  it('leaves the models to the server where the playbook has no list of them', async () => {
    expect(await warningsOf(parts({ strategy: 'cross-sell' }, { models: undefined }))).toEqual([]);
  });

  it('names a slip in a boost or a pin', async () => {
    const [warning] = await warningsOf(parts({ boosts: [{ brand: ['Alba'], weight: 2 }] }));
    expect(warning).toContain('recommenders[0].boosts[0].brand: is no field that this release knows');
  });
});
