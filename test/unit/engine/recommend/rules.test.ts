import { createEngine, emptyProfile } from '@aisle/engine';
import type { Recommender } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { contextOf, profileOf } from '../build-events.js';
import { englishReasons, germanReasons } from '../../../../packages/engine/src/recommend/reason-words.js';
import { by, catalogue, idsOf, models, onPageOf, picksOf, sketch, viewed } from './shop.js';

const popular = (more: Partial<Recommender> = {}) => by('popular', more);

describe('filters', () => {
  it('keep items of some brands', () => {
    expect(idsOf(popular({ brands: ['Nord', 'Sole'] }))).toEqual(['shirt', 'boots', 'tee', 'shade']);
  });

  it('keep some items alone', () => {
    expect(idsOf(popular({ items: ['tee', 'lamp', 'coat'] }))).toEqual(['lamp', 'tee']);
  });

  it('apply to every strategy', () => {
    const asking = { models, context: onPageOf('lamp') };
    expect(idsOf(by('similar', { maxPrice: 10 }), asking)).toEqual(['bulb']);
    expect(idsOf(by('also-viewed', { brands: ['Nord'] }), asking)).toEqual(['shade']);
    expect(idsOf(by('trending', { exclude: ['current'] }), { models, context: onPageOf('bulb') })).toEqual(['shade']);
  });

  it('leave out what other slots of the page show, but not of what was viewed', () => {
    const asking = { profile: viewed('lamp', 'shirt'), context: { shown: ['lamp', 'boots'] } };
    expect(idsOf(popular(), asking)).toEqual(['shirt', 'tee', 'bulb', 'shade', 'socks']);
    expect(idsOf(by('recently-viewed'), asking)).toEqual(['shirt', 'lamp']);
  });
});

describe('boosts', () => {
  it('lift what fits them, and bury it below 1', () => {
    expect(idsOf(popular({ boosts: [{ brands: ['Nord'], weight: 2 }] })).slice(0, 3)).toEqual(['shirt', 'lamp', 'tee']);
    expect(idsOf(popular({ boosts: [{ categories: ['Home'], weight: 0.2 }] })).slice(-3)).toEqual([
      'lamp',
      'bulb',
      'shade',
    ]);
  });

  it('multiply where several fit, and put weight 0 last', () => {
    const boosts = [
      { items: ['socks'], weight: 3 },
      { maxPrice: 10, weight: 2 },
      { items: ['lamp'], weight: 0 },
    ];
    const ids = idsOf(popular({ boosts }));
    expect([ids[0], ids.at(-1)]).toEqual(['socks', 'lamp']);
  });

  it('do not bring in what a filter leaves out', () => {
    expect(idsOf(popular({ brands: ['Sole'], boosts: [{ items: ['lamp'], weight: 100 }] }))).toEqual(['boots']);
  });
});

describe('pins', () => {
  const pins = [
    { item: 'socks', place: 1 },
    { item: 'shade', place: 3 },
  ];

  it('put items at their places, each once', () => {
    expect(idsOf(popular({ pins }), { limit: 4 })).toEqual(['socks', 'lamp', 'shade', 'shirt']);
    expect(picksOf(popular({ pins }))[0]).toEqual({ item: catalogue.at(-1), strategy: 'pinned' });
  });

  it('stand at the end of a list that is shorter, and do not count beyond the limit', () => {
    expect(idsOf(by('trending', { pins }))).toEqual(['socks', 'shade']);
    expect(idsOf(popular({ pins: [{ item: 'lamp', place: 5 }] }), { limit: 2 })).toEqual(['lamp', 'shirt']);
  });

  it('obey filters: what is out of stock, excluded or shown elsewhere is not pinned', () => {
    const coat = [{ item: 'coat', place: 1 }, ...pins];
    expect(idsOf(popular({ pins: coat }), { limit: 1 })).toEqual(['socks']);
    expect(idsOf(popular({ pins, exclude: ['current'] }), { context: onPageOf('socks'), limit: 1 })).toEqual(['lamp']);
    expect(idsOf(popular({ pins }), { context: { shown: ['socks'] }, limit: 1 })).toEqual(['lamp']);
  });

  it('are those of the recommender that is asked', () => {
    const chain = [
      by('trending', { pins: [pins[1] as { item: string; place: number }], fallback: 'popular' }),
      popular({ pins }),
    ];
    expect(idsOf(chain, { limit: 3 })).toEqual(['lamp', 'shirt', 'shade']);
  });
});

describe('diversity', () => {
  it('looks for other categories, and for other brands', () => {
    const lamps = { boosts: [{ categories: ['Lamps'], weight: 3 }] };
    expect(idsOf(popular(lamps), { limit: 3 })).toEqual(['lamp', 'bulb', 'shade']);
    const varied = idsOf(popular({ diversity: { by: 'category' } }), { limit: 4 });
    expect(varied).toEqual(['lamp', 'shirt', 'boots', 'socks']);
    expect(idsOf(popular({ diversity: { by: 'brand' } }), { limit: 4 })).toEqual(['lamp', 'shirt', 'boots', 'socks']);
  });

  it('changes nothing with strength 0, and always begins with the best', () => {
    expect(idsOf(popular({ diversity: { by: 'category', strength: 0 } }))).toEqual(idsOf(popular()));
    expect(idsOf(popular({ diversity: { by: 'category', strength: 0.9 } }))[0]).toBe('lamp');
  });
});

describe('reasons', () => {
  const asking = { models, context: onPageOf('lamp'), limit: 1 };
  const reasonOf = (...args: Parameters<typeof picksOf>) => picksOf(...args)[0]?.reason;

  it('are absent unless somebody has words for them', () => {
    expect(picksOf(by('also-viewed'), asking)).toEqual([
      { item: catalogue.find(({ item_id }) => item_id === 'shade'), strategy: 'also-viewed', because: 'lamp' },
    ]);
  });

  it('name the product, the category or the brand that an item follows from', () => {
    expect(reasonOf(by('also-viewed'), { ...asking, words: englishReasons })).toBe('Because you looked at Lamp');
    expect(reasonOf(by('also-viewed'), { ...asking, words: germanReasons })).toBe('Weil Sie sich Lamp angesehen haben');
    const profile = viewed('tee');
    expect(reasonOf(by('in-your-categories'), { profile, words: englishReasons })).toBe('Because you looked at Shirts');
    expect(reasonOf(by('popular'), { words: englishReasons })).toBe('Popular with others');
  });

  it('are the recommender’s own before those of the page', () => {
    const own = by('also-viewed', { reason: 'Others who liked {because}' });
    expect(reasonOf(own, { ...asking, words: englishReasons })).toBe('Others who liked Lamp');
    expect(reasonOf(popular({ reason: 'Chosen by us' }), { limit: 1 })).toBe('Chosen by us');
  });

  it('are left out where what it follows from has no name', () => {
    expect(reasonOf(by('also-viewed'), { models, profile: viewed('gone'), words: englishReasons })).toBeUndefined();
    const profile = profileOf(sketch('add_to_cart', 'gone'));
    expect(reasonOf(by('cross-sell', { reason: 'For {because}' }), { models, profile })).toBeUndefined();
    const pinned = { pins: [{ item: 'lamp', place: 1 }], reason: 'Like {because}' };
    expect(reasonOf(popular(pinned))).toBeUndefined();
  });

  it('are texts, whatever a name holds', () => {
    const items = catalogue.map((item) => (item.item_id === 'lamp' ? { ...item, item_name: '$& <b>{because}' } : item));
    expect(reasonOf(by('similar', { reason: 'Like {because}' }), { catalogue: items, context: onPageOf('lamp') })).toBe(
      'Like $& <b>{because}',
    );
  });

  it('have words for the same strategies in both languages', () => {
    expect(Object.keys(germanReasons)).toEqual(Object.keys(englishReasons));
  });
});

describe('a held-out shopper', () => {
  const playbook = {
    v: 1 as const,
    version: '1',
    holdout: { share: 0.5 },
    recommenders: [popular()],
    catalogue: [...catalogue],
    slots: [{ id: 'row', candidates: [{ id: 'cards', recommend: { recommender: 'popular', limit: 2 } }] }],
  };
  const engine = createEngine(playbook);
  const ask = (visitorId: string, url?: string) => {
    const context = contextOf({ visitorId, ...(url && { url }) });
    return {
      isHeldOut: engine.variation('holdout', emptyProfile, context).variation === 'holdout',
      picks: engine.recommend('popular', emptyProfile, context, { limit: 2 }).length,
      slot: engine.decide('row', emptyProfile, context),
    };
  };
  const asked = Array.from({ length: 40 }, (_, at) => ask(`visitor-${at}`));

  it('gets no items where others do, from code as from a slot', () => {
    expect(new Set(asked.map(({ isHeldOut }) => isHeldOut))).toEqual(new Set([true, false]));
    for (const { isHeldOut, picks, slot } of asked) {
      expect(picks).toBe(isHeldOut ? 0 : 2);
      expect(slot.items).toHaveLength(picks);
      expect(slot.trace).toEqual([{ candidate: 'cards', outcome: isHeldOut ? 'held-out' : 'chosen' }]);
    }
  });

  it('gets them in a preview', () => {
    const at = asked.findIndex(({ isHeldOut }) => isHeldOut);
    expect(ask(`visitor-${at}`, '/?holdout=1').picks).toBe(2);
  });
});

it('a slot and code get the same items from the same recommender', () => {
  const recommender = by('similar', { boosts: [{ brands: ['Nord'], weight: 5 }], pins: [{ item: 'socks', place: 2 }] });
  const engine = createEngine({
    v: 1,
    version: '1',
    recommenders: [recommender],
    catalogue: [...catalogue],
    slots: [{ id: 'row', candidates: [{ id: 'cards', recommend: { recommender: 'similar', limit: 3 } }] }],
  });
  const context = contextOf(onPageOf('lamp'));
  const { items } = engine.decide('row', emptyProfile, context);
  expect(items).toHaveLength(3);
  expect(items).toEqual(engine.recommend('similar', emptyProfile, context, { limit: 3 }));
});
