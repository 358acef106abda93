import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import '../helpers/aisle-global.js';
import { openShopServer, shopPage } from '../helpers/shop-server.js';
import { type DrivenFirefox, openFirefox } from './firefox.js';
import { freePort } from './free-port.js';
import { MANY, expectEach, recordMany } from './many-events.js';

let profile: string;
let browser: DrivenFirefox;
beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'aisle-firefox-'));
  browser = await openFirefox({ profile });
});
afterAll(async () => {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
});

for (const [count, afterMs] of [
  [MANY, 3_000],
  [50, 1_000],
] as const)
  it(`keeps ${count} events of a browser that is killed ${afterMs / 1_000} s after they were recorded, for the next visit`, async () => {
    const port = await freePort();
    // Nobody listens there while they are recorded, so that the disk is all there is.
    const page = shopPage().replace('"/v1/batch"', `"http://127.0.0.1:${port}/v1/batch"`);
    const shop = await openShopServer({ pages: { '/': page } });
    const tab = await browser.newTab();
    await tab.goto(shop.url);
    // A page in use; what a page does not write in its first moments is another matter.
    await tab.evaluate(() => aisle.flush());
    await tab.evaluate(recordMany, { count });
    await wait(afterMs);
    await browser.kill();
    const ingest = await openShopServer({ pages: {}, port });
    expect(ingest.events()).toEqual([]);
    browser = await openFirefox({ profile });
    await (await browser.newTab()).goto(shop.url);
    await expectEach(ingest, count);
    await browser.closeTabs();
    await Promise.all([shop.close(), ingest.close()]);
  });
