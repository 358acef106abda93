import type { Playbook, Recommender } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { ITEMS } from '../../../helpers/trained-models.js';

const slot = (id: string) =>
  `<section data-aisle-slot="${id}"><p>Default</p><template><p data-aisle-each="items"><b data-aisle-text="item_id"></b></p></template></section>`;
const page = (body: string) =>
  shopPage({ attributes: 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"', body });

let shop: ShopServer;
test.afterEach(() => shop.close());

/** A shop with one row, which shows the first of some recommenders. */
const openShop = async (...recommenders: Recommender[]): Promise<void> => {
  const playbook: Playbook = {
    v: 1,
    version: 'strategies-1',
    recommenders,
    slots: [
      {
        id: 'row',
        swap: 'within-budget',
        budgetMs: 10_000,
        candidates: [{ id: 'cards', recommend: { recommender: recommenders[0]?.id ?? '', limit: 3 } }],
      },
    ],
    catalogue: ITEMS.map((item) => ({ ...item, item_brand: item.item_id > 'C' ? 'Nord' : 'Alba' })),
  };
  shop = await openShopServer({ playbook, pages: { '/': page(slot('row')), '/p/A': page(slot('row')) } });
};
const row = (tab: Page) => tab.locator('[data-aisle-slot="row"]');
const loaded = () =>
  shop.requests
    .flatMap((request) => /aisle-(recommend|similar|personal|rules)-/.exec(request)?.[1] ?? [])
    .toSorted()
    .join(' ');

const popular = { id: 'popular', strategy: 'popular' };

test('strategies that go by lists need no code of others', async ({ page: tab }) => {
  await openShop({ id: 'best', strategy: 'best-in-category', exclude: ['current'], fallback: 'popular' }, popular);
  await tab.goto(`${shop.url}/p/A`);
  await expect(row(tab)).toHaveText('BCD');
  expect(loaded()).toBe('recommend');
});

for (const [what, code, recommender, shown] of [
  ['what compares items', 'recommend similar', { strategy: 'similar' }, 'BCD'],
  ['what goes by a shopper’s taste', 'personal recommend', { strategy: 'in-your-categories' }, 'BCD'],
  ['boosts', 'recommend rules', { strategy: 'popular', boosts: [{ brands: ['Nord'], weight: 9 }] }, 'DEF'],
  ['diversity', 'recommend rules', { strategy: 'popular', diversity: { by: 'brand', strength: 0.9 } }, 'ADB'],
  ['pins', 'recommend rules', { strategy: 'popular', pins: [{ item: 'F', place: 2 }] }, 'AFB'],
] as const)
  test(`${what} are in a row from its first answer on, by code that is loaded then`, async ({ page: tab }) => {
    await openShop({ id: 'row', ...recommender } as unknown as Recommender);
    await tab.goto(`${shop.url}/p/A`);
    await tab.evaluate(async (item) => {
      aisle.record('view_item', { items: [item] });
      await aisle.flush();
    }, ITEMS[0]);
    await tab.goto(`${shop.url}/p/A`);
    await expect(row(tab)).toHaveText(shown);
    expect([...new Set(loaded().split(' '))].join(' ')).toBe(code);
  });

test('without its code a strategy leaves the row to its fallback, rules are not obeyed, and the console says why', async ({
  page: tab,
}) => {
  await openShop(
    { id: 'alike', strategy: 'similar', fallback: 'popular' },
    { ...popular, pins: [{ item: 'F', place: 1 }] },
  );
  const warnings: string[] = [];
  tab.on('console', (message) => warnings.push(message.text()));
  for (const name of ['similar', 'rules']) await tab.route(`**/aisle-${name}-*.js`, (route) => route.abort());
  await tab.goto(`${shop.url}/p/A`);
  await expect(row(tab)).toHaveText('ABC');
  await expect
    .poll(() => warnings.filter((text) => text.startsWith('plugin/failed')))
    .toEqual([
      expect.stringMatching(/^plugin\/failed: recommenders/),
      expect.stringMatching(/^plugin\/failed: recommenders/),
    ]);
});

test('code of a strategy that hangs keeps no row waiting for long', async ({ page: tab }) => {
  await openShop({ id: 'alike', strategy: 'similar', fallback: 'popular' }, popular);
  await tab.route('**/aisle-similar-*.js', () => undefined);
  await tab.goto(`${shop.url}/p/A`);
  await expect(row(tab)).toHaveText('ABC');
});
