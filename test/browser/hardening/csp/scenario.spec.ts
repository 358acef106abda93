import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { type HostileShop, hostilePage, openHostileShop } from '../hostile-shop.js';
import { WENT_WELL, serveLoop } from '../loop.js';
import { NAMED_POLICY, STRICTEST_POLICY, WATCH_VIOLATIONS } from '../strict-policy.js';

const bundle = new URL('../../../../packages/browser/dist/', import.meta.url);

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
});
test.afterEach(() => shop.close());

for (const [name, policy] of [
  ['as specified', NAMED_POLICY],
  ['with nothing else allowed', STRICTEST_POLICY],
] as const)
  test(`S10: the whole loop runs under a strict policy ${name}, with no violation and no error`, async ({ page }) => {
    const troubles = watchTroubles(page);
    const scripts = new Set<string>();
    page.on('request', (request) => scripts.add(new URL(request.url()).pathname.replace(/-[\w-]{8}\.js$/, '-*.js')));
    // A report, too, would be seen here.
    shop.serve('/watch.js', WATCH_VIOLATIONS);
    serveLoop(shop, {
      headers: { 'content-security-policy': `${policy}; report-uri /csp-report` },
      head: '<script src="/watch.js"></script>',
    });
    await page.goto(shop.url);
    await page.locator('html[data-loop]').waitFor({ state: 'attached' });
    const said = JSON.parse((await page.locator('html').getAttribute('data-loop')) ?? '[]') as string[];
    expect(said.filter((line) => !line.startsWith('event '))).toEqual(WENT_WELL);
    // Every piece of code that a page can load was there.
    expect([...scripts].filter((path) => path.startsWith('/aisle'))).toEqual(
      expect.arrayContaining([
        '/aisle-stub.js',
        '/aisle.js',
        '/aisle-consent-*.js',
        '/aisle-keep-*.js',
        '/aisle-recommend-*.js',
        '/aisle-explain-*.js',
      ]),
    );
    expect(await page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([]);
    expect(shop.seen.filter(({ path }) => path === '/csp-report')).toEqual([]);
    expect(troubles).toEqual([]);
  });

test('S10: the whole loop runs under a nonce with strict-dynamic, too', async ({ page }) => {
  const troubles = watchTroubles(page);
  shop.serve('/watch.js', WATCH_VIOLATIONS);
  serveLoop(shop, {
    nonce: 'n0nce',
    headers: {
      'content-security-policy':
        "script-src 'nonce-n0nce' 'strict-dynamic'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    },
    head: '<script src="/watch.js"></script>',
  });
  await page.goto(shop.url);
  await page.locator('html[data-loop]').waitFor({ state: 'attached' });
  const said = JSON.parse((await page.locator('html').getAttribute('data-loop')) ?? '[]') as string[];
  expect(said.filter((line) => !line.startsWith('event '))).toEqual(WENT_WELL);
  expect(await page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([]);
  expect(troubles).toEqual([]);
});

const hashOf = (code: string | Buffer): string => `sha384-${createHash('sha384').update(code).digest('base64')}`;

for (const [name, change, isThere] of [
  ['runs as it was published', '', true],
  ['does not run when one character of it is another', ' ', false],
] as const)
  test(`S19: a tag with an integrity ${name}`, async ({ page }) => {
    const code = await readFile(new URL('aisle.js', bundle));
    shop.serve('/aisle.js', { body: Buffer.concat([code, Buffer.from(change)]) });
    shop.serve('/', hostilePage({ attributes: `data-consent="manual" integrity="${hashOf(code)}"` }));
    await page.goto(shop.url);
    expect(await page.evaluate(() => typeof Reflect.get(window, 'aisle') === 'function')).toBe(isThere);
  });

for (const [name, change, stored] of [
  ['are loaded as they were published', '', 1],
  ['are not run when one character of them is another', ' ', 0],
] as const)
  test(`S19: chunks that an import map names with their integrity ${name}`, async ({ page }) => {
    const chunk = (await readdir(bundle)).find((file) => file.startsWith('aisle-keep-')) ?? '';
    const code = await readFile(new URL(chunk, bundle));
    shop.serve(`/${chunk}`, { body: Buffer.concat([code, Buffer.from(change)]) });
    const map = JSON.stringify({ integrity: { [`/${chunk}`]: hashOf(code) } });
    shop.serve('/', {
      headers: { 'content-security-policy': `script-src 'self' '${hashOf(map)}'; style-src 'self'` },
      body: hostilePage({ head: `<script type="importmap">${map}</script>` }),
    });
    await page.goto(shop.url);
    await page.waitForTimeout(1_000);
    expect((await page.evaluate(() => indexedDB.databases())).length).toBe(stored);
  });

test('S10: such a policy would have been heard: an inline script is reported', async ({ page }) => {
  shop.serve('/watch.js', WATCH_VIOLATIONS);
  serveLoop(shop, {
    headers: { 'content-security-policy': STRICTEST_POLICY },
    head: '<script src="/watch.js"></script><script>1</script>',
  });
  await page.goto(shop.url);
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'violations').length)).toBe(1);
});
