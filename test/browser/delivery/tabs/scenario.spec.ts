import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { beSeenAgain, look } from '../../../helpers/consenting.js';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

const playbook: Playbook = {
  v: 1,
  version: 'test-1',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  slots: [
    {
      id: 'hero',
      candidates: [
        { id: 'again', when: { segments: { $elemMatch: { $eq: 'lookers' } } }, content: { title: 'Again' } },
        { id: 'hello', content: { title: 'Hello' } },
      ],
    },
  ],
};

let shop: ShopServer;
test.beforeEach(async () => {
  const attributes = 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"';
  // Where nobody looks: what is in front of a shopper is not swapped under their eyes.
  const body =
    '<div style="height:3000px"></div><section data-aisle-slot="hero"><p>Default</p><template><h2 data-aisle-text="title"></h2></template></section>';
  shop = await openShopServer({
    playbook,
    pages: { '/': shopPage({ attributes }), '/slot': shopPage({ attributes, body }), '/bare': '<!doctype html>' },
  });
});
test.afterEach(() => shop.close());

const title = (page: Page) => page.locator('[data-aisle-slot="hero"] h2').textContent();

test('what is recorded in one tab changes a slot in another that nobody touches', async ({ context }) => {
  const [a, b] = [await context.newPage(), await context.newPage()];
  await a.goto(shop.url);
  await b.goto(`${shop.url}/slot`);
  await expect.poll(() => title(b)).toBe('Hello');
  // It has read what there was.
  await b.evaluate(() => aisle.flush());
  await b.waitForTimeout(500);
  await look(a, 'A');
  await expect.poll(() => title(b)).toBe('Again');
});

test('a page that is shown again knows what another tab did meanwhile, also where tabs hear nothing', async ({
  context,
}) => {
  await context.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
  const [a, b] = [await context.newPage(), await context.newPage()];
  await a.goto(shop.url);
  await b.goto(`${shop.url}/slot`);
  await expect.poll(() => title(b)).toBe('Hello');
  // What it looks up by itself when it begins is over.
  await b.waitForTimeout(1_500);
  await look(a, 'A');
  await b.waitForTimeout(1_500);
  expect(await title(b)).toBe('Hello');
  await beSeenAgain(b);
  await expect.poll(() => title(b)).toBe('Again');
});

/** What the device holds and shows, without the clock. */
const standing = (page: Page) =>
  page.evaluate(async () => {
    await aisle.flush();
    const { head, log, outbox, records } = (await aisle.privacy.export()) ?? {};
    const { personalization, measurement } = aisle.consent.get();
    const shown = document.querySelector('[data-aisle-slot]')?.innerHTML;
    return { head, log, outbox, records: records?.length, personalization, measurement, shown };
  });

test('no message of any shape from another tab throws or changes anything', async ({ context }) => {
  const [page, forger] = [await context.newPage(), await context.newPage()];
  const troubles = watchTroubles(page);
  await page.goto(`${shop.url}/slot`);
  await look(page, 'A');
  await expect.poll(() => title(page)).not.toBeNull();
  await page.evaluate(() => aisle.flush());
  const before = await standing(page);
  await forger.goto(`${shop.url}/bare`);
  await forger.evaluate(() => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const head = { visitorId: 'forged', segments: ['rich'], profile: { counts: { purchase: 9 } } };
    const events = [{ id: 'forged', name: 'purchase', params: {} }];
    const channel = new BroadcastChannel('aisle-demo');
    for (const message of [
      ...[null, undefined, 0, NaN, 1n, true, '', 'x'.repeat(100_000), 'denied', new Date(), /x/, new Error('x')],
      ...[
        {},
        head,
        { head },
        { events },
        { type: 'denied', purposes: ['measurement'] },
        { length: 1, 0: 'measurement' },
      ],
      ...[new Map([['measurement', 'denied']]), new Set(['measurement']), new ArrayBuffer(8), new Blob(['x'])],
      ...[cycle, [head], [events], [null], [['measurement']], ['nothing'], [{ measurement: 'denied' }]],
      JSON.parse('{"__proto__":{"measurement":"denied"}}'),
    ])
      channel.postMessage(message);
  });
  await page.waitForTimeout(1_500);
  expect(await standing(page)).toEqual(before);
  expect(troubles).toEqual([]);
});
