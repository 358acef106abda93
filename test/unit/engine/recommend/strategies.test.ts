import type { CatalogueItem } from '@aisle/schema';
import { strategyIds } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { dayMs, noonMs, profileOf } from '../build-events.js';
import { by, catalogue, idsOf, modelOf, models, onPageOf, picksOf, sketch, viewed } from './shop.js';

const because = (...[recommender, asking]: Parameters<typeof picksOf>) =>
  picksOf(recommender, asking).map((pick) => [pick.item.item_id, pick.because]);
const changed = (id: string, more: Partial<CatalogueItem>) =>
  catalogue.map((item) => (item.item_id === id ? { ...item, ...more } : item));

describe('also-viewed', () => {
  it('gives what follows the views of this session, and this page’s item counts as the last of them', () => {
    expect(because(by('also-viewed'), { models, profile: viewed('boots'), context: onPageOf('lamp') })).toEqual([
      ['shade', 'lamp'],
      ['bulb', 'lamp'],
      ['socks', 'boots'],
    ]);
  });

  it('lets this page’s item lead, though all that was seen before leads elsewhere', () => {
    const asking = { models: { neighbours: modelOf('lamp bulb', 'shade bulb', 'boots bulb', 'tee shirt') } };
    const profile = viewed('lamp', 'shade', 'boots');
    expect(idsOf(by('also-viewed'), { ...asking, profile })).toEqual(['bulb']);
    expect(idsOf(by('also-viewed'), { ...asking, profile, context: onPageOf('tee') })).toEqual(['shirt', 'bulb']);
  });

  it('leaves out what was viewed unless told otherwise, and this page’s item always', () => {
    const asking = { models, profile: viewed('lamp', 'shade'), context: onPageOf('lamp') };
    expect(idsOf(by('also-viewed'), asking)).toEqual(['bulb']);
    expect(idsOf(by('also-viewed', { exclude: [] }), asking)).toEqual(expect.arrayContaining(['bulb', 'shade']));
    expect(idsOf(by('also-viewed', { exclude: [] }), asking)).not.toContain('lamp');
  });

  it('does not count the views of an earlier session', () => {
    const later = { name: 'page_view', atMs: noonMs + dayMs, sessionId: 'session-2' };
    expect(idsOf(by('also-viewed'), { models, profile: profileOf([later], viewed('lamp')) })).toEqual([]);
  });

  it('counts a view of something that the catalogue does not have', () => {
    expect(because(by('also-viewed'), { models, profile: viewed('gone') })).toEqual([['boots', 'gone']]);
  });

  it('leaves what is only popular to the fallback', () => {
    expect(idsOf(by('also-viewed'), { models, profile: viewed('coat') })).toEqual([]);
    const chain = [by('also-viewed', { fallback: 'popular' }), by('popular')];
    expect(picksOf(chain, { models: { neighbours: models.neighbours }, profile: viewed('coat') })[0]).toMatchObject({
      item: { item_id: 'lamp' },
      strategy: 'popular',
    });
  });
});

describe('bought-together and cross-sell', () => {
  const cart = profileOf(sketch('add_to_cart', 'lamp', 'boots'));

  it('goes with this page’s item, and elsewhere with the cart', () => {
    expect(because(by('bought-together'), { models, profile: cart, context: onPageOf('shirt') })).toEqual([
      ['tee', 'shirt'],
    ]);
    expect(because(by('bought-together'), { models, profile: cart })).toEqual([
      ['socks', 'boots'],
      ['bulb', 'lamp'],
    ]);
  });

  it('goes with the cart on every page, and never has what is in it', () => {
    const profile = profileOf(sketch('add_to_cart', 'lamp', 'boots', 'socks'));
    expect(because(by('cross-sell', { exclude: [] }), { models, profile, context: onPageOf('shirt') })).toEqual([
      ['bulb', 'lamp'],
    ]);
  });
});

describe('similar', () => {
  it('without a model finds what shares category, name, brand and price', () => {
    expect(because(by('similar'), { context: onPageOf('lamp') })).toEqual([
      ['bulb', 'lamp'],
      ['shade', 'lamp'],
    ]);
    expect(idsOf(by('similar'), { context: onPageOf('shirt') })).toEqual(['tee', 'socks', 'shade']);
  });

  it('prefers among equals the nearer price, then the shared word', () => {
    const like = (item_id: string, more: object) => ({
      item_id,
      x_url: '/x',
      item_category: 'Pans',
      price: 50,
      ...more,
    });
    const items = [
      like('dear', { price: 400 }),
      like('near', { price: 55 }),
      like('named', { item_name: 'Iron skillet', price: 400 }),
      like('seed', { item_name: 'Iron Pan' }),
    ];
    expect(idsOf(by('similar'), { catalogue: items, context: onPageOf('seed') })).toEqual(['near', 'named', 'dear']);
  });

  it('goes by names where a shop has no categories', () => {
    const items = ['Blue glass vase', 'Glass bowl', 'Oak board'].map((item_name, at) => ({
      item_id: `${at}`,
      item_name,
      x_url: '/x',
    }));
    expect(idsOf(by('similar'), { catalogue: items, context: onPageOf('0') })).toEqual(['1']);
  });

  it('goes by the model where it knows the item, and by content where it does not', () => {
    const similar = { similar: models.together };
    expect(idsOf(by('similar'), { models: similar, context: onPageOf('boots') })).toEqual(['socks']);
    expect(idsOf(by('similar'), { models: similar, context: onPageOf('shade') }).slice(0, 2)).toEqual(['lamp', 'bulb']);
  });

  it('goes by what was seen last where the page is about nothing', () => {
    expect(because(by('similar'), { profile: viewed('boots', 'lamp') })[0]).toEqual(['bulb', 'lamp']);
  });
});

describe('popular, trending and best-in-category', () => {
  it('popular is where the shopper is, then in what the page is about, then overall, then the catalogue', () => {
    const asking = { models, context: { region: 'AT', page: { path: '/', category: 'Lamps' } } };
    expect(idsOf(by('popular'), asking)).toEqual(['boots', 'bulb', 'socks', 'tee', 'lamp', 'shirt', 'shade']);
  });

  it('trending says nothing of the catalogue', () => {
    expect(idsOf(by('trending'), { models, context: { region: 'AT', ...onPageOf('lamp') } })).toEqual([
      'tee',
      'bulb',
      'shade',
    ]);
    expect(idsOf(by('trending'))).toEqual([]);
  });

  it('best in category goes by the page’s category, or by its item’s, the narrowest first', () => {
    const context = { page: { path: '/', category: 'Lamps' } };
    expect(because(by('best-in-category'), { context, models })).toEqual([
      ['bulb', 'Lamps'],
      ['lamp', 'Lamps'],
      ['shade', 'Lamps'],
    ]);
    expect(because(by('best-in-category'), { context: onPageOf('tee') })).toEqual([
      ['shirt', 'Shirts'],
      ['tee', 'Shirts'],
      ['socks', 'Clothes'],
    ]);
    expect(idsOf(by('best-in-category'))).toEqual([]);
  });

  it('knows the category of a page by its address, the narrowest first', () => {
    const at = (path: string) => because(by('best-in-category'), { context: { page: { path } }, limit: 3 });
    expect(at('/c/lamps')).toEqual([
      ['lamp', 'Lamps'],
      ['bulb', 'Lamps'],
      ['shade', 'Lamps'],
    ]);
    expect(at('/clothes/coats-sale.html').map(([, why]) => why)).toEqual(['Clothes', 'Clothes', 'Clothes']);
    expect(at('/CLOTHES/Shirts/').map(([, why]) => why)).toEqual(['Shirts', 'Shirts', 'Clothes']);
    expect([...at('/'), ...at('/help/lampshades'), ...at('/%E0%A4%A')]).toEqual([]);
  });

  it.each([
    ['Tea & Coffee (new)', '/c/tea-coffee-new'],
    ['Sale!', '/sale'],
    ['Möbel', '/c/m%C3%B6bel/'],
    ['Lampen & Möbel', '/Lampen%20%26%20M%C3%B6bel?a=1'],
    ['Кухня', '/%D0%BA%D1%83%D1%85%D0%BD%D1%8F'],
    ['Sale!', '/100%/sale'],
  ])('knows the category %s by the address %s', (name, path) => {
    const items = ['Sale now', name, '—'].map((item_category, at) => ({
      ...{ item_id: `${at}`, item_category, x_url: '/x' },
    }));
    expect(because(by('best-in-category'), { catalogue: items, context: { page: { path } } })).toEqual([['1', name]]);
  });
});

describe('what changed since it was seen', () => {
  it('gives what costs less than then, what fell most first', () => {
    const items = changed('lamp', { price: 60 }).map((item) => (item.item_id === 'tee' ? { ...item, price: 5 } : item));
    const profile = viewed('lamp', 'tee', 'boots');
    expect(because(by('price-drop'), { catalogue: items, profile })).toEqual([
      ['tee', 'tee'],
      ['lamp', 'lamp'],
    ]);
    expect(idsOf(by('price-drop'), { profile })).toEqual([]);
  });

  it('gives what came back after it was seen and not before, and not tomorrow', () => {
    const back = (x_restocked_at: string) =>
      idsOf(by('back-in-stock'), { catalogue: changed('lamp', { x_restocked_at }), profile: viewed('lamp') });
    expect(back('2026-03-02T12:30Z')).toEqual(['lamp']);
    expect(back('2026-03-02')).toEqual([]);
    expect(back('2026-03-03')).toEqual([]);
    expect(back('soon')).toEqual([]);
  });

  it('goes by what the catalogue says now, whatever the event said', () => {
    const gone = changed('lamp', { x_availability: 'out_of_stock', x_restocked_at: '2026-03-02T12:30Z' });
    expect(idsOf(by('back-in-stock'), { catalogue: gone, profile: viewed('lamp') })).toEqual([]);
    expect(idsOf(by('recently-viewed'), { catalogue: gone, profile: viewed('lamp') })).toEqual([]);
    const [pick] = picksOf(by('recently-viewed'), {
      catalogue: changed('lamp', { price: 7 }),
      profile: viewed('lamp'),
    });
    expect(pick?.item.price).toBe(7);
  });
});

describe('taste', () => {
  it('new in your categories leaves out what is older than its days, and what is not to be had yet', () => {
    const profile = viewed('shirt', 'tee');
    expect(because(by('new-in-your-categories'), { profile })).toEqual([
      ['tee', 'Shirts'],
      ['socks', 'Clothes'],
    ]);
    expect(idsOf(by('new-in-your-categories', { withinDays: 5 }), { profile })).toEqual(['socks']);
    const tomorrow = changed('socks', { x_added_at: '2026-03-04' });
    expect(idsOf(by('new-in-your-categories', { withinDays: 5 }), { catalogue: tomorrow, profile })).toEqual([]);
  });

  it('personal picks mix what follows the last views with what is liked for long', () => {
    const neighbours = modelOf('gone lamp', 'gone boots');
    const liked = profileOf(sketch('add_to_wishlist', 'tee').map((one) => ({ ...one, sessionId: 'session-0' })));
    const picks = (...ids: string[]) =>
      because(by('personal-picks'), {
        models: { neighbours },
        profile: profileOf(sketch('view_item', ...ids), liked),
        limit: 3,
      });
    const boots = ['boots', 'gone'];
    const lamp = ['lamp', 'gone'];
    const tee = ['tee', 'Shirts'];
    // After one view what follows it counts a half, after four four fifths.
    expect(picks('gone')).toEqual([boots, tee, lamp]);
    expect(picks('other', 'another', 'third', 'gone')).toEqual([boots, lamp, tee]);
  });

  it('personal picks put a narrow category before a best seller of the brand', () => {
    const pan = (item_id: string, item_category2: string) => ({
      item_id,
      x_url: '/x',
      item_brand: 'Nord',
      item_category: item_id === 'mug' ? 'Table' : 'Kitchen',
      item_category2,
    });
    const sold = Array.from({ length: 20 }, (_, at) => ({ item_id: `sold-${at}`, x_url: '/x' }));
    const items = [pan('mug', 'Mugs'), ...sold, pan('pot', 'Pots'), pan('wok', 'Pans')];
    const profile = profileOf([{ name: 'view_item', params: { items: [pan('skillet', 'Pans')] } }]);
    expect(because(by('personal-picks'), { catalogue: items, profile })).toEqual([
      ['wok', 'Pans'],
      ['pot', 'Kitchen'],
      ['mug', 'Nord'],
    ]);
  });

  it('personal picks name a brand where no category is known, and leave out what was bought', () => {
    const items = catalogue.map(({ item_id, x_url, item_brand }) => ({
      item_id,
      x_url,
      ...(item_brand && { item_brand }),
    }));
    const seen = { name: 'view_item', params: { items: [{ item_id: 'x', item_brand: 'Nord' }] } };
    expect(because(by('personal-picks'), { catalogue: items, profile: profileOf([seen]) })[0]).toEqual([
      'shirt',
      'Nord',
    ]);
    const bought = profileOf([...sketch('purchase', 'shirt'), seen]);
    expect(idsOf(by('personal-picks'), { catalogue: items, profile: bought })).not.toContain('shirt');
  });
});

describe('search', () => {
  const items = ['Crème brûlée torch', 'Iron pan', 'Iron board', 'Pan lid'].map((item_name, at) => ({
    item_id: item_name,
    item_name,
    item_category: at === 3 ? 'Lids' : 'Iron',
    x_url: '/x',
  }));
  const found = (query: string, asking = {}) => idsOf(by('search'), { catalogue: items, query, ...asking });

  it('finds words by how they begin, whatever their case and accents', () => {
    expect(found('BRUL')).toEqual(['Crème brûlée torch']);
    expect(found('an')).toEqual([]);
    expect(found('  pan–lid! ')).toEqual(['Pan lid', 'Iron pan']);
  });

  it('puts what matches in its name before what matches elsewhere', () => {
    expect(found('iron')).toEqual(['Iron pan', 'Iron board', 'Crème brûlée torch']);
  });

  it('puts first, of what matches alike, what this shopper likes', () => {
    const profile = profileOf([{ name: 'view_item', params: { items: [{ item_id: 'y', item_category: 'Lids' }] } }]);
    expect(found('pan')).toEqual(['Iron pan', 'Pan lid']);
    expect(found('pan', { profile })).toEqual(['Pan lid', 'Iron pan']);
  });

  it('finds nothing for no words', () => {
    expect(found('')).toEqual([]);
    expect(found(' -- ')).toEqual([]);
    expect(idsOf(by('search'), { catalogue: items })).toEqual([]);
  });
});

it.each(strategyIds)('%s answers without a profile, a model or a page, or leaves it to its fallback', (strategy) => {
  const chain = [by(strategy, { fallback: 'last' }), { id: 'last', strategy: 'popular' }];
  expect(idsOf(chain)).toHaveLength(7);
});
