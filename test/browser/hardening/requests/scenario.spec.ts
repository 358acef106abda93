import { type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, publishedWith, takeAll } from '../hostile-shop.js';

let shop: HostileShop;
let other: HostileShop;
test.beforeEach(async () => {
  [shop, other] = [await openHostileShop(), await openHostileShop()];
  shop.serve('/v1/batch', takeAll);
  shop.serve('/v1/withdraw', { status: 202, body: '{}' });
  shop.serve('/playbook.json', { body: JSON.stringify(publishedWith()) });
  shop.serve('/', {
    headers: {
      'set-cookie': ['session=secret-cookie; Path=/; HttpOnly', 'visible=secret-cookie; Path=/'],
      // The page itself would say all.
      'referrer-policy': 'unsafe-url',
    },
    body: hostilePage({
      attributes: 'data-consent="granted" data-ingest="/v1/batch" data-playbook="/playbook.json"',
    }),
  });
});
test.afterEach(() => Promise.all([shop.close(), other.close()]));

const run = (page: Page) =>
  page.evaluate(async () => {
    localStorage.setItem('token', 'secret-token');
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
    await aisle.privacy.erase();
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    await aisle.flush();
    await aisle.consent.withdraw();
    await new Promise((resolve) => setTimeout(resolve, 300));
  });

/** What a browser says by itself. */
const BY_ITSELF =
  /^(host|connection|content-length|content-type|accept|accept-encoding|accept-language|origin|user-agent|sec-ch-ua(-mobile|-platform)?|sec-fetch-(site|mode|dest|storage-access)|dnt|sec-gpc|pragma|cache-control|priority)$/;

test('S21: batches, withdrawals and the playbook travel without cookies, referrer or headers of ours', async ({
  page,
}) => {
  const troubles = watchTroubles(page);
  await page.goto(`${shop.url}/?email=secret-query`);
  await run(page);
  const ours = shop.seen.filter(({ path }) => /^\/(v1|playbook)/.test(path));
  expect(new Set(ours.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set(['GET /playbook.json', 'POST /v1/batch', 'POST /v1/withdraw']),
  );
  for (const { headers, body, path } of ours) {
    expect({ path, cookie: headers.cookie, referer: headers.referer }).toEqual({
      path,
      cookie: undefined,
      referer: undefined,
    });
    expect(Object.keys(headers).filter((name) => !BY_ITSELF.test(name))).toEqual([]);
    expect(JSON.stringify(headers) + body).not.toContain('secret');
  }
  // The cookie is there, and the page sends it.
  await page.reload();
  expect(shop.seen.findLast(({ path }) => path === '/')?.headers.cookie).toContain('secret-cookie');
  expect(troubles).toEqual([]);
});

test('S21: what leaves is plain text of one shape, and its address holds nothing of the shopper', async ({ page }) => {
  await page.goto(shop.url);
  await run(page);
  for (const { headers, body, path } of shop.seen.filter(({ method }) => method === 'POST')) {
    expect(headers['content-type']).toBe('text/plain');
    expect(Object.keys(JSON.parse(body) as object).toSorted()).toEqual(
      path === '/v1/batch' ? ['drops', 'events', 'gpc', 'sentAtMs', 'site', 'v'] : ['ids', 'site', 'v'],
    );
  }
});

for (const status of [301, 302, 303, 307, 308])
  test(`S21: a redirect (${status}) to another origin is not followed, by no request`, async ({ page }) => {
    for (const path of ['/v1/batch', '/v1/withdraw'])
      shop.serve(path, { status, headers: { location: `${other.url}/stolen`, 'access-control-allow-origin': '*' } });
    other.serve('/stolen', { headers: { 'access-control-allow-origin': '*' }, body: '{}' });
    await page.goto(shop.url);
    await page.evaluate(async () => {
      aisle.record('view_item', { items: [{ item_id: 'A' }] });
      await aisle.flush();
      await aisle.privacy.erase();
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(shop.seen.some(({ path }) => path === '/v1/batch')).toBe(true);
    expect(other.seen).toEqual([]);
  });

test('S21: no address but https, or this machine, is accepted', async ({ page }) => {
  shop.serve('/', hostilePage({ attributes: 'data-consent="manual"' }));
  for (const address of [
    ...[
      'http://shop.example/v1/batch',
      'http://localhost.evil.example/b',
      'http://127.0.0.1.evil.example/b',
      '//evil.example/b',
    ],
    ...[
      'ftp://shop.example/b',
      'javascript:1',
      'data:text/plain,1',
      'file:///b',
      'ws://shop.example',
      'http://evil.example\\@localhost/b',
    ],
    ...['http://evil.example#@localhost/b', 'http://evil.example?localhost/', 'blob:https://shop.example/1'],
  ])
    for (const name of ['data-ingest', 'data-playbook']) {
      shop.serve('/', hostilePage({ attributes: `data-consent="granted" ${name}="${address}"` }));
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(shop.url);
      expect({ address, isThere: await page.evaluate(() => typeof Reflect.get(window, 'aisle')) }).toEqual({
        address,
        isThere: 'undefined',
      });
      expect(asked.filter((url) => !url.startsWith(shop.url) && !url.startsWith('data:'))).toEqual([]);
    }
});
