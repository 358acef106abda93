import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { pageScript } from '../../../helpers/page-script.js';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { isAislesTouch, spyOnTouches, touchesOf } from '../../../helpers/touch.js';

const PLAYBOOK = '/v1/sites/demo/playbook.json';
const playbook: Playbook = {
  v: 1,
  version: 'none-1',
  experiments: [{ id: 'colour', variations: [{ id: 'red' }, { id: 'blue' }] }],
  recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
  slots: [{ id: 'hero', swap: 'within-budget', candidates: [{ id: 'hello', content: { title: 'Hello' } }] }],
};
const body = `<button>Buy</button><a href="#part">Part</a><div style="height:3000px"></div>
<section data-aisle-slot="hero"><p>Default</p><template><h2 data-aisle-text="title"></h2></template></section>`;
const tagged = (consent: string): string => shopPage({ attributes: `${consent} data-playbook="${PLAYBOOK}"`, body });
const imported = (): string =>
  `<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"><body>${body}<script src="/page.js"></script>`;

let shop: ShopServer;
let script: string;
test.beforeAll(async () => {
  script = await pageScript(import.meta.url);
  shop = await openShopServer({
    playbook,
    pages: {
      '/auto': tagged(''),
      '/manual': tagged('data-consent="manual"'),
      '/function': tagged('data-consent="nobodyHasIt()"'),
      '/imported': imported(),
    },
  });
});
test.afterAll(() => shop.close());

/** What a shopper does in two seconds, and what a browser does to a page. */
const live = async (page: Page): Promise<void> => {
  const until = Date.now() + 2_000;
  for (let turn = 0; Date.now() < until; turn++) {
    await page.getByRole('button', { name: 'Buy' }).click();
    await page.mouse.wheel(0, 300);
    await page.evaluate((count) => {
      aisle.record('view_item', { items: [{ item_id: `A${count}` }] });
      history.pushState({}, '', `?step=${count}`);
      history.replaceState({}, '', `#part-${count}`);
      (Reflect.get(window, 'dataLayer') as unknown[] | undefined)?.push({ event: 'add_to_cart' });
      for (const name of ['pagehide', 'pageshow', 'online', 'focus']) dispatchEvent(new Event(name));
      for (const hidden of [true, false]) {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }
    }, turn);
    await page.waitForTimeout(150);
  }
  await page.evaluate(async () => {
    aisle.decide('hero');
    aisle.recommend('recent');
    aisle.variation('colour');
    aisle.expose('colour');
    await aisle.explain('none');
    await aisle.privacy.export();
    await aisle.flush();
  });
};

for (const path of ['/auto', '/manual', '/function', '/imported'])
  test(`B1, B2: with nobody to ask, two seconds of a shopper’s doings touch no storage and the network once (${path})`, async ({
    page,
    context,
  }) => {
    await context.addCookies([{ name: 'shop', value: 'secret', url: shop.url }]);
    await spyOnTouches(page);
    const troubles = watchTroubles(page);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.route('**/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
    const asked = page.waitForRequest(`**${PLAYBOOK}**`);
    await page.goto(`${shop.url}${path}?utm_source=news`);
    await live(page);
    const touches = (await touchesOf(page)).filter(({ kind }) => kind !== 'other');
    // explain() is a developer's own call, and its chunk is one it may load.
    const calls = touches.filter((touch) => isAislesTouch(touch) || touch.script.endsWith('/page.js'));
    expect(calls.map(({ api, key }) => `${api} ${key}`)).toEqual([`fetch ${PLAYBOOK}`]);
    expect(touches).toHaveLength(calls.length);
    const request = await asked;
    expect(new URL(request.url()).search).toBe('');
    const headers = await request.allHeaders();
    expect([headers['cookie'], headers['referer'], headers['authorization']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const own =
      /^GET \/(auto|manual|function|imported|aisle\.js|page\.js|aisle-explain-.*|v1\/sites\/demo\/playbook\.json)$/;
    expect(requests.filter((one) => !own.test(one))).toEqual([]);
    expect(await storedIn(page)).toEqual({ ...NOTHING_STORED, cookies: 'shop=secret' });
    expect((await page.evaluate(() => aisle.consent.get())).measurement).toBe('pending');
    expect(troubles).toEqual([]);
  });

for (const path of ['/auto', '/manual', '/function'])
  test(`B6: a page where nobody answers says so once, and shows what needs no answer (${path})`, async ({ page }) => {
    const hints: string[] = [];
    page.on('console', (message) => message.text().startsWith('consent/') && hints.push(message.text()));
    await page.route(`${shop.url}${path}`, async (route) => {
      const response = await route.fetch();
      const html = (await response.text()).replace('data-site', 'data-cmp-timeout-ms="200" data-site');
      await route.fulfill({ response, body: html });
    });
    await page.goto(shop.url + path);
    await expect(page.locator('h2')).toHaveText('Hello');
    await live(page);
    expect(hints.map((hint) => hint.split(':')[0])).toEqual(['consent/silent']);
    expect(await storedIn(page)).toEqual(NOTHING_STORED);
  });

test('B6: a function that throws, or answers nonsense, is no answer', async ({ page }) => {
  const troubles = watchTroubles(page);
  await page.goto(`${shop.url}/function`);
  const states = await page.evaluate(async () => {
    const answers = [
      () => {
        throw new Error('no');
      },
      () => true,
      () => 'granted',
      () => ({ personalization: true, measurement: 1 }),
      () => ({ personalization: 'yes', measurement: ['granted'] }),
      () => [],
      () => Promise.resolve({ personalization: 'granted', measurement: 'granted' }),
      () => Object.create({ personalization: 'granted', measurement: 'granted' }),
    ];
    const found = [];
    for (const answer of answers) {
      Object.assign(window, { nobodyHasIt: answer });
      aisle.consent.ask();
      await Promise.resolve();
      await Promise.resolve();
      found.push(aisle.consent.get().measurement);
    }
    return found;
  });
  expect(states).toEqual(Array(8).fill('pending'));
  expect(troubles).toEqual([]);
});
