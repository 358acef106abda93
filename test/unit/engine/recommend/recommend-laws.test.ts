import { createEngine, emptyProfile, type Profile, recommenders as ready } from '@aisle/engine';
import { type CatalogueItem, type Playbook, playbookSchema, type Recommender, strategyIds } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, type EventSketch, minuteMs, noonMs, profileOf } from '../build-events.js';
import { models } from './shop.js';

const seed = 2026;
const ids = ['lamp', 'shirt', 'boots', 'tee', 'bulb', 'shade', 'coat', 'socks', '__proto__', 'gone'];
const names = ['Home', 'Lamps', 'Shirts', 'constructor', '__proto__'];
const id = fc.constantFrom(...ids);
const name = fc.constantFrom(...names);
const fields = {
  item_name: fc.constantFrom('Iron pan', 'Pan lid', 'Öl'),
  item_brand: fc.constantFrom('Nord', '__proto__'),
  item_category: name,
  item_category2: name,
  price: fc.integer({ min: 0, max: 60 }),
  x_availability: fc.constantFrom('in_stock' as const, 'out_of_stock' as const),
  x_added_at: fc.constantFrom('2026-02-20', '2026-03-09', '2026-03-02T12:30Z'),
  x_restocked_at: fc.constantFrom('2026-02-20', '2026-03-02T12:30Z'),
};
const randomItem = fc
  .record(
    { item_id: fc.constantFrom(...ids), x_url: fc.constant('/x'), ...fields },
    { requiredKeys: ['item_id', 'x_url'] },
  )
  .map((item) => item as CatalogueItem);
const randomCatalogue = fc.uniqueArray(randomItem, { selector: ({ item_id }) => item_id, minLength: 4, maxLength: 10 });

const rule = {
  categories: fc.array(name, { minLength: 1, maxLength: 3 }),
  brands: fc.constantFrom<string[]>(['Nord'], ['Nord', '__proto__']),
  minPrice: fc.constantFrom(0, 20),
  maxPrice: fc.constantFrom(10, 50),
};
const randomRecommender = fc
  .tuple(
    fc.record(
      {
        strategy: fc.constantFrom<string>(...strategyIds, 'popular', 'telepathy', '__proto__'),
        exclude: fc.subarray<'cart' | 'purchased' | 'viewed' | 'current'>(['cart', 'purchased', 'viewed', 'current']),
        availableOnly: fc.boolean(),
        boosts: fc.array(
          fc.record(
            { weight: fc.constantFrom(0, 0.5, 2), ...rule, items: fc.array(id, { maxLength: 2 }) },
            { requiredKeys: ['weight'] },
          ),
          { maxLength: 2 },
        ),
        pins: fc.array(fc.record({ item: id, place: fc.integer({ min: 1, max: 6 }) }), { maxLength: 3 }),
        diversity: fc.record({
          by: fc.constantFrom('category' as const, 'brand' as const),
          strength: fc.constantFrom(0, 0.5, 1),
        }),
        withinDays: fc.constantFrom(1, 30),
        reason: fc.constantFrom('For you', 'Like {because}'),
        fallback: fc.constantFrom('r0', 'r1', 'r2', 'missing'),
      },
      { requiredKeys: ['strategy'] },
    ),
    // All filters at once leave nothing.
    fc.oneof(
      { arbitrary: fc.constant({}), weight: 3 },
      { arbitrary: fc.record(rule, { requiredKeys: [] }), weight: 1 },
    ),
  )
  .map(([one, filters]) => ({ ...one, ...filters }));
const randomPlaybook = fc
  .record({ recommenders: fc.array(randomRecommender, { minLength: 1, maxLength: 3 }), catalogue: randomCatalogue })
  .map(({ recommenders, catalogue }) => ({
    v: 1 as const,
    version: 'random',
    catalogue,
    recommenders: recommenders.map((one, at) => ({ ...one, id: `r${at}` }) as Recommender),
  }));
const randomProfile: fc.Arbitrary<Profile> = fc
  .array(
    fc.record({
      name: fc.constantFrom('view_item', 'view_item', 'add_to_cart', 'purchase'),
      sessionId: fc.constantFrom('session-1', 'session-2'),
      params: fc.record({
        items: fc.array(fc.record({ item_id: id, ...fields }, { requiredKeys: ['item_id'] }), { maxLength: 2 }),
      }),
    }),
    { maxLength: 8 },
  )
  .map((events) =>
    profileOf(events.map((event, at) => ({ ...event, atMs: noonMs + at * minuteMs }) as unknown as EventSketch)),
  );
const randomContext = fc
  .record(
    {
      itemId: id,
      category: name,
      region: fc.constantFrom('AT', '__proto__'),
      shown: fc.array(id, { maxLength: 2 }),
      query: fc.constantFrom('pan', 'ol', ''),
    },
    { requiredKeys: [] },
  )
  .map(({ itemId, category, query, ...more }) => ({
    context: contextOf({ ...more, page: { path: '/', ...(itemId && { itemId }), ...(category && { category }) } }),
    query,
  }));
const randomLimit = fc.integer({ min: 0, max: 12 });

const drawn = fc.tuple(randomPlaybook, randomProfile, randomContext, randomLimit);
const numRuns = 800;

const picksOf = ([playbook, profile, { context, query }, limit]: readonly [
  Pick<Playbook, 'recommenders' | 'catalogue'>,
  Profile,
  { readonly context: ReturnType<typeof contextOf>; readonly query?: string | undefined },
  number,
]) =>
  ready({ recommenders: playbook.recommenders ?? [], catalogue: playbook.catalogue ?? [] })('r0', {
    models,
    profile,
    context,
    limit,
    query,
  });

it('draws playbooks that are playbooks', () => {
  fc.assert(
    fc.property(randomPlaybook, (playbook) => {
      expect(playbookSchema.safeParse(playbook).error?.issues[0]).toBeUndefined();
    }),
    { numRuns: 200, seed },
  );
}, 60_000);

it('keeps the limit and gives each item once, from the catalogue', () => {
  const sizes = new Set<number>();
  fc.assert(
    fc.property(drawn, (asked) => {
      const picks = picksOf(asked);
      sizes.add(picks.length);
      expect(picks.length).toBeLessThanOrEqual(asked[3]);
      expect(new Set(picks.map(({ item }) => item.item_id)).size).toBe(picks.length);
      for (const { item } of picks) expect(asked[0].catalogue).toContain(item);
    }),
    { numRuns, seed },
  );
  expect(sizes.size).toBeGreaterThan(5);
}, 60_000);

it('never shows what the recommender that found it leaves out', () => {
  fc.assert(
    fc.property(drawn, ([playbook, profile, { context, query }, limit]) => {
      const [recommender] = playbook.recommenders;
      const alone = { ...playbook, recommenders: [{ ...recommender, fallback: 'missing' } as Recommender] };
      const { exclude = [], availableOnly, categories, brands, strategy } = alone.recommenders[0] as Recommender;
      const left = new Set([
        ...(exclude.includes('cart') ? profile.cart.lines.map(({ itemId }) => itemId) : []),
        ...(exclude.includes('viewed') ? profile.recents.map(({ itemId }) => itemId) : []),
        ...(exclude.includes('purchased') ? profile.orders.itemIds : []),
        ...(exclude.includes('current') ? [context.page.itemId ?? ''] : []),
        ...(strategy === 'recently-viewed' ? [] : (context.shown ?? [])),
      ]);
      for (const { item } of picksOf([alone, profile, { context, query }, limit])) {
        expect(left.has(item.item_id)).toBe(false);
        expect(availableOnly !== false && item.x_availability === 'out_of_stock').toBe(false);
        if (brands) expect(brands).toContain(item.item_brand);
        if (categories)
          expect([item.item_category, item.item_category2].some((one) => categories.includes(one ?? ''))).toBe(true);
      }
    }),
    { numRuns, seed },
  );
}, 60_000);

it('keeps pins at their places, where there are items before them', () => {
  let pinned = 0;
  fc.assert(
    fc.property(drawn, (asked) => {
      const { pins = [] } = asked[0].recommenders[0] as Recommender;
      const places = pins.map(({ place }) => place);
      const picks = picksOf(asked);
      // Of two for one place, or of one item, only one can have it.
      if (new Set(places).size < pins.length || new Set(pins.map(({ item }) => item)).size < pins.length) return;
      picks.forEach(({ item, strategy }, at) => {
        if (strategy !== 'pinned') return;
        pinned += 1;
        const place = pins.find((pin) => pin.item === item.item_id)?.place ?? 0;
        const isShort = picks.slice(at).every((one) => one.strategy === 'pinned');
        expect(at + 1 === place || (isShort && at + 1 < place)).toBe(true);
      });
    }),
    { numRuns, seed },
  );
  expect(pinned).toBeGreaterThan(100);
}, 60_000);

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
};

it('does not depend on the order of keys, nor on what was asked before', () => {
  fc.assert(
    fc.property(drawn, ([playbook, profile, { context, query }, limit]) => {
      const plain = JSON.parse(JSON.stringify([playbook, profile])) as [Playbook, Profile];
      const picks = picksOf([plain[0], plain[1], { context, query }, limit]);
      const other = turned(plain) as typeof plain;
      expect(picksOf([other[0], other[1], { context, query }, limit])).toEqual(picks);
      const engine = createEngine(plain[0], { models });
      const again = () => engine.recommend('r0', plain[1], context, { limit, query });
      engine.recommend('r0', emptyProfile, contextOf(), { limit: 3 });
      expect([again(), again()]).toEqual([picks, picks]);
    }),
    { numRuns: 200, seed },
  );
}, 60_000);

it('reads nothing from a polluted prototype', () => {
  const asked = fc.sample(drawn, { numRuns: 400, seed });
  const keys = new Set([
    'because',
    'reason',
    'words',
    'query',
    'items',
    'place',
    'x_added_at',
    'shown',
    'popularity',
    'models',
    'remote',
  ]);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) Object.keys(value).forEach((key) => keys.add(key));
    Object.values(value).forEach(visit);
  };
  visit(asked);
  const clean = asked.map(picksOf);
  const hits = new Set<string>();
  // Not the places of lists: nobody pollutes numbers.
  const polluted = [...keys].filter((key) => !Object.hasOwn(Object.prototype, key) && !/^\d+$/.test(key));
  for (const key of polluted)
    Object.defineProperty(Object.prototype, key, {
      __proto__: null,
      configurable: true,
      get: () => void hits.add(key),
      set(this: object, value: unknown) {
        Object.defineProperty(this, key, {
          __proto__: null,
          value,
          configurable: true,
          enumerable: true,
          writable: true,
        } as PropertyDescriptor);
      },
    } as PropertyDescriptor);
  let dirty: typeof clean;
  try {
    dirty = asked.map(picksOf);
  } finally {
    for (const key of polluted) Reflect.deleteProperty(Object.prototype, key);
  }
  expect([...hits]).toEqual([]);
  expect(JSON.stringify(dirty)).toBe(JSON.stringify(clean));
});

it('never throws on a playbook of which parts are rubbish', () => {
  // What JSON can hold; an object that cannot become a text among it.
  const rubbish = fc.oneof(
    fc.constantFrom<unknown>(null, [], {}, '', 'popular', -1, 1e308, true, [null], [['lamp']]),
    fc.constant({ toString: 1, valueOf: 1 }),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const spoil = (whole: object, place: number, value: unknown): void => {
    const owners: (readonly [Record<string, unknown>, string])[] = [];
    const visit = (at: unknown): void => {
      if (typeof at !== 'object' || at === null) return;
      for (const key of Object.keys(at)) {
        owners.push([at as Record<string, unknown>, key]);
        visit((at as Record<string, unknown>)[key]);
      }
    };
    visit(whole);
    const [owner, key] = owners[place % owners.length] ?? [whole as Record<string, unknown>, 'recommenders'];
    owner[key] = structuredClone(value);
  };
  const faults = new Set<string>();
  const spoiled = fc.tuple(drawn, fc.array(fc.tuple(fc.nat(400), rubbish), { minLength: 1, maxLength: 4 }));
  for (const [asked, places] of fc.sample(spoiled, { numRuns: 2_000, seed })) {
    const parts = JSON.parse(JSON.stringify([asked[0], models.popularity])) as [Playbook, typeof models.popularity];
    for (const [place, value] of places) spoil(parts, place, value);
    const [playbook, popularity] = parts;
    try {
      const recommend = ready(playbook as never);
      const { context, query } = asked[2];
      const wish = { profile: asked[1], context, limit: asked[3], query, models: { ...models, popularity } };
      expect(recommend('r0', wish).length).toBeLessThanOrEqual(asked[3]);
    } catch (cause) {
      faults.add(cause instanceof Error ? `${cause.stack?.split('\n').slice(0, 3).join(' ')}` : String(cause));
    }
  }
  expect([...faults]).toEqual([]);
}, 120_000);
