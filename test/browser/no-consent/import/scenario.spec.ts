import { expect, test } from 'playwright/test';
import { pageScript } from '../../../helpers/page-script.js';
import { type ShopServer, openShopServer } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { spyOnTouches, touchesOf } from '../../../helpers/touch.js';

/** Counts what a module could begin and the spy does not see: listeners, timers, tasks. */
const BEGINNINGS = `(() => {
  const began = (globalThis.began = []);
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask', 'fetch']) {
    const original = globalThis[name];
    if (original) globalThis[name] = (...args) => (began.push(name), original(...args));
  }
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (...args) {
    began.push(args[0]);
    return addEventListener.apply(this, args);
  };
})();`;

let shop: ShopServer;
let script: string;
test.beforeAll(async () => {
  script = await pageScript(import.meta.url);
  shop = await openShopServer({
    pages: { '/': '<!doctype html><link rel="icon" href="data:,"><title>Import</title>' },
  });
});
test.afterAll(() => shop.close());

test('B8: importing everything into a page begins nothing', async ({ page }) => {
  await spyOnTouches(page);
  await page.goto(shop.url);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const found = await page.evaluate(
    ([beginnings, code]) => {
      const before = Object.keys(window);
      for (const text of [beginnings, code]) {
        const element = document.createElement('script');
        element.textContent = text;
        document.head.append(element);
      }
      const { began, imported } = globalThis as unknown as { began: string[]; imported: string[] };
      const own = ['began', 'imported'];
      return {
        began,
        imported,
        added: Object.keys(window).filter((key) => !before.includes(key) && !own.includes(key)),
      };
    },
    [BEGINNINGS, script] as const,
  );
  await page.waitForTimeout(500);
  expect(found.imported).toContain('createAisle');
  expect(found.began).toEqual([]);
  expect(found.added).toEqual([]);
  expect(requests).toEqual([]);
  expect(await touchesOf(page)).toEqual([]);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});

test('B8: importing everything into a worker begins nothing', async ({ page }) => {
  await page.goto(shop.url);
  const found = await page.evaluate(
    ([beginnings, code]) =>
      new Promise<{ began: string[]; imported: string[] }>((resolve, reject) => {
        const tell = 'globalThis.told = () => postMessage({ began: globalThis.began, imported: globalThis.imported });';
        const url = URL.createObjectURL(new Blob([beginnings, tell, code], { type: 'text/javascript' }));
        const worker = new Worker(url);
        worker.addEventListener('message', ({ data }) => resolve(data));
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      }),
    [BEGINNINGS, script] as const,
  );
  expect(found.imported).toContain('createAisle');
  expect(found.began).toEqual([]);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});
