import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="manual"' }) } });
});
test.afterEach(() => shop.close());

/** Runs in a worker of the shop: holds our database, lets go of it for nobody, and counts when asked. */
const holdInWorker = (): void => {
  const opening = indexedDB.open('aisle-demo');
  opening.addEventListener('success', () => {
    const db = opening.result;
    self.addEventListener('message', () => {
      const tx = db.transaction([...db.objectStoreNames]);
      const counts = [...db.objectStoreNames].map((store) => tx.objectStore(store).count());
      tx.addEventListener('complete', () => self.postMessage(counts.reduce((sum, { result }) => sum + result, 0)));
    });
    self.postMessage('held');
  });
};
const startWorker = (page: Page) =>
  page.evaluate(async (code) => {
    const worker = new Worker(URL.createObjectURL(new Blob([`(${code})()`])));
    await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
    Object.assign(window, { worker });
  }, holdInWorker.toString());
const countInWorker = (page: Page) =>
  page.evaluate(async () => {
    const { worker } = window as unknown as { worker: Worker };
    const heard = new Promise<MessageEvent>((resolve) => worker.addEventListener('message', resolve, { once: true }));
    worker.postMessage('count');
    return (await heard).data as number;
  });

test('B28: a worker that never lets go of the database finds it empty when withdraw() resolves', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await startWorker(page);
  expect(await countInWorker(page)).toBeGreaterThan(0);
  await page.evaluate(() => aisle.consent.withdraw());
  expect(await countInWorker(page)).toBe(0);
  await page.evaluate(() => (window as unknown as { worker: Worker }).worker.terminate());
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
});
