import type { Playbook } from '@aisle/schema';
import { type BrowserContext, type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { requestsOf } from '../../../helpers/touch.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

const item = (id: string) => ({
  item_id: id,
  item_name: `Item ${id}`,
  item_category: 'Knives',
  price: 10,
  x_url: `/p/${id}`,
});
const playbook: Playbook = {
  v: 1,
  version: 'contextual-1',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  experiments: [{ id: 'colour', variations: [{ id: 'red' }, { id: 'blue' }] }],
  recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
  slots: [
    {
      id: 'hero',
      swap: 'within-budget',
      candidates: [
        { id: 'again', when: { segments: { $elemMatch: { $eq: 'lookers' } } }, content: { title: 'Again' } },
        { id: 'here', when: { 'page.path': '/refused' }, content: { title: 'On this page' } },
        { id: 'hello', content: { title: 'Hello' } },
      ],
    },
  ],
  catalogue: [item('A'), item('B')],
};
const body =
  '<section data-aisle-slot="hero"><p>Default</p><template><h2 data-aisle-text="title"></h2></template></section>';
const attributes = 'data-playbook="/v1/sites/demo/playbook.json"';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: {
      '/': shopPage({ attributes: `data-consent="manual" ${attributes}`, body }),
      '/refused': shopPage({ attributes: `data-consent="denied" ${attributes}`, body }),
      '/asking': shopPage({ attributes: `data-consent="manual" ${attributes}`, body }),
    },
  });
});
test.afterEach(() => shop.close());

/** All that a page without consent decides, but for the decision's own random id. */
const decided = async (page: Page) => {
  const requests = requestsOf(page);
  await page.goto(`${shop.url}${'/refused'}`);
  await expect(page.locator('h2')).toBeVisible();
  await page.waitForTimeout(500);
  const decisions = await page.evaluate(async () => {
    const { id: _, ...hero } = aisle.decide('hero');
    return JSON.stringify([hero, aisle.recommend('recent'), aisle.variation('colour')]);
  });
  return { decisions, requests, shown: await page.locator('h2').textContent() };
};

/** One who looked, bought and refused; the store was emptied then. */
const withHistory = async (context: BrowserContext, views: readonly string[]): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  for (const id of views) await look(page, id);
  await page.evaluate(() => aisle.consent.withdraw());
  await page.waitForTimeout(300);
  await page.close();
  return context.newPage();
};

test('B7: with everything denied two shoppers of different histories get the same decisions by the same requests', async ({
  browser,
}) => {
  const contexts = [await browser.newContext(), await browser.newContext(), await browser.newContext()] as const;
  const [much, little] = [await withHistory(contexts[0], ['A', 'A', 'B']), await withHistory(contexts[1], ['B'])];
  const none = await contexts[2].newPage();
  const [first, second, third] = [await decided(much), await decided(little), await decided(none)];
  expect(first.shown).toBe('On this page');
  expect(second).toEqual(first);
  expect(third).toEqual(first);
  for (const context of contexts) await context.close();
});

test('B7: what is still stored moves nothing while everything is denied, from the first frame on', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.waitForTimeout(500);
  await page.addInitScript(() => {
    Object.assign(window, { shown: [] });
    new MutationObserver(() => {
      const text = document.querySelector('h2')?.textContent;
      const shown = Reflect.get(window, 'shown') as string[];
      if (text && shown.at(-1) !== text) shown.push(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(`${shop.url}/refused`);
  await expect(page.locator('h2')).toHaveText('On this page');
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => Reflect.get(window, 'shown') as string[])).toEqual(['On this page']);
});

test('B6, B7: what is still stored moves nothing while nobody has answered', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.waitForTimeout(500);
  await page.goto(`${shop.url}/asking`);
  await expect(page.locator('h2')).toHaveText('Hello');
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => aisle.decide('hero').candidate)).toBe('hello');
});
