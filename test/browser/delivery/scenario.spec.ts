import { expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage(),
      '/next': shopPage(),
      '/unknown-site': shopPage().replace('data-site="demo"', 'data-site="nobody"'),
    },
  });
});
test.afterEach(() => shop.close());

const names = () => shop.events().map(({ name, seq }) => `${seq} ${name}`);

test('an event recorded in the page lies in the database once', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle('record', 'view_item', {
      currency: 'eur',
      value: 59,
      items: [{ item_id: 7, price: '59.00', x_image: '/a.png' }],
    });
    await aisle.flush();
    await aisle.flush();
  });
  expect(names()).toEqual(['0 page_view', '1 view_item']);
  const [view, item] = shop.events();
  expect(item?.params).toEqual({ currency: 'EUR', value: 59, items: [{ item_id: '7', price: 59 }] });
  expect(item?.visitorId).toBe(view?.visitorId);
  expect(item?.consent.purposes).toEqual(['personalization', 'measurement', 'marketing', 'sharing']);
});

test('a session goes on over page loads, and numbers go on with it', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await page.goto(`${shop.url}/next`);
  await page.evaluate(() => aisle.flush());
  expect(names()).toEqual(['0 page_view', '1 page_view']);
  expect(new Set(shop.events().map(({ visitorId }) => visitorId)).size).toBe(1);
});

test('a purchase recorded as the page is left arrives', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => {
    aisle('record', 'purchase', { currency: 'EUR', value: 20, transaction_id: 'T1', items: [{ item_id: 'A' }] });
    location.href = '/next';
  });
  await page.waitForURL('**/next');
  await expect.poll(names).toContain('1 purchase');
});

test('a thousand events recorded in one task arrive once each', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    for (let index = 0; index < 1000; index += 1) aisle('record', 'view_item', { items: [{ item_id: `A${index}` }] });
    await aisle.flush();
  });
  const events = shop.events().filter(({ name }) => name === 'view_item');
  expect(events.map(({ params }) => params.items?.[0]?.item_id)).toEqual(
    Array.from({ length: 1000 }, (_, index) => `A${index}`),
  );
  expect(new Set(events.map(({ seq }) => seq)).size).toBe(1000);
});

test('what was recorded while the server is down arrives when it is back, over a reload', async ({ page }) => {
  shop.refuse(503);
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle('record', 'add_to_cart', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  expect(names()).toEqual([]);
  await page.goto(`${shop.url}/next`);
  await page.evaluate(() => aisle.flush());
  shop.refuse(undefined);
  await page.evaluate(() => aisle.flush());
  expect(names()).toEqual(['0 page_view', '1 add_to_cart', '2 page_view']);
});

test('an answer that is lost does not make an event count twice', async ({ page }) => {
  let lost = 0;
  await page.route('**/v1/batch', async (route) => {
    await route.fetch();
    lost += 1;
    await (lost === 1 ? route.abort() : route.continue());
  });
  await page.goto(shop.url);
  await page.evaluate(async () => {
    await aisle.flush();
    await aisle.flush();
  });
  expect(lost).toBeGreaterThan(1);
  expect(names()).toEqual(['0 page_view']);
});

test('a site the server does not know keeps its events on the device and says so once', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await page.goto(`${shop.url}/unknown-site`);
  const outbox = await page.evaluate(async () => {
    await aisle.flush();
    return (await aisle.privacy.export())?.outbox.map(({ name }) => name);
  });
  expect(outbox).toEqual(['page_view']);
  expect(warnings).toEqual(['transport/refused: ingest answered 403']);
  expect(names()).toEqual([]);
});

test('bad input is named and the rest of the event is kept', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await page.goto(shop.url);
  await page.evaluate(async () => {
    const cyclic: Record<string, unknown> = {
      currency: 'euros',
      value: 'a lot',
      items: [{ price: 3 }, { item_id: 'B', price: {} }],
    };
    cyclic['self'] = cyclic;
    cyclic['node'] = document.body;
    cyclic['big'] = 10n;
    cyclic['callback'] = () => 1;
    Object.defineProperty(cyclic, 'trap', {
      enumerable: true,
      get: () => {
        throw new Error('read');
      },
    });
    aisle('record', 'view_item', cyclic);
    aisle('record', 'view item');
    aisle('record', 'add_to_cart', JSON.parse('{"__proto__": {"polluted": true}, "items": "none"}'));
    aisle('no-such-method');
    await aisle.flush();
  });
  expect(names()).toEqual(['0 page_view', '1 view_item', '2 add_to_cart']);
  expect(shop.events()[1]?.params.items).toEqual([{ item_id: 'B' }]);
  expect(Object.keys(shop.events()[1]?.params ?? {})).not.toContain('node');
  expect(warnings).toContain('event/invalid: view_item: items[0].item_id left out, give each item an id');
  expect(warnings).toContain('event/invalid: view_item: value left out, use a number');
  expect(warnings).toContain('event/invalid: name: use letters, digits and _');
});

test('two tabs share one session and number their events without a clash', async ({ context }) => {
  const [a, b] = [await context.newPage(), await context.newPage()];
  await a.goto(shop.url);
  await a.evaluate(() => aisle.flush());
  await b.goto(`${shop.url}/next`);
  for (const [tab, id] of [
    [a, 'A'],
    [b, 'B'],
    [a, 'C'],
    [b, 'D'],
  ] as const)
    await tab.evaluate(async (item) => {
      aisle('record', 'view_item', { items: [{ item_id: item }] });
      await aisle.flush();
    }, id);
  await a.evaluate(() => aisle.flush());
  const events = shop.events();
  expect(events.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1);
  const recents = await a.evaluate(async () =>
    (await aisle.privacy.export())?.head.profile.recents.map(({ itemId }) => itemId),
  );
  expect(recents).toEqual(['D', 'C', 'B', 'A']);
});
