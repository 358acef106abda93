import { type Page, expect, test } from 'playwright/test';
import type { AisleEvent } from '@aisle/schema';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { itemIds, itemsOf, lookAt } from '../judging-shop.js';

let shop: ShopServer;
test.beforeEach(async ({ page }) => {
  shop = await openShopServer({ pages: { '/': shopPage() } });
  await page.addInitScript(() => {
    /** The records of the log as they lie on disk now. */
    Object.assign(window, {
      logged: () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('aisle-demo');
          opening.onsuccess = () => {
            const reading = opening.result.transaction('log').objectStore('log').getAll();
            reading.onsuccess = () => {
              opening.result.close();
              resolve(reading.result);
            };
          };
        }),
    });
  });
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
});
test.afterEach(() => shop.close());

const batches = (): number => shop.requests.filter((request) => request.includes('/v1/batch')).length;

declare const logged: () => Promise<readonly (readonly AisleEvent[])[]>;

const recordsOf = (page: Page) => page.evaluate(() => logged());

test('events that come one by one share their writes and their batches, however long they go on', async ({ page }) => {
  const [before, sentBefore] = [(await recordsOf(page)).length, batches()];
  const tookMs = await page.evaluate(async (ids) => {
    const startMs = performance.now();
    for (const id of ids) {
      aisle.record('view_item', { items: [{ item_id: id }] });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const endMs = performance.now();
    await aisle.privacy.export();
    return endMs - startMs;
  }, itemIds(300));
  const [records, sent] = [await recordsOf(page), batches() - sentBefore];
  expect(itemsOf(records.flat())).toEqual(itemIds(300));
  // A batch in a second and a write in a tenth of one; a batch asks for what was recorded until then.
  expect(sent).toBeLessThanOrEqual(Math.ceil(tookMs / 1_000) + 2);
  expect(records.length - before).toBeLessThanOrEqual(Math.ceil(tookMs / 100) + 2 * sent + 3);
});

test('a task that records a hundred events writes one record', async ({ page }) => {
  const before = (await recordsOf(page)).length;
  await lookAt(page, itemIds(100));
  expect((await recordsOf(page)).length - before).toBe(1);
});

/** Whether it lies on disk at once when the page had just written something else, and waits for more to come. */
const isWrittenAtOnce = (page: Page, name: string): Promise<boolean> =>
  page.evaluate(async (recorded) => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.privacy.export();
    // Waits are fifty times as long: a slow machine looks at the disk in time.
    const { setTimeout: wait } = window;
    Object.assign(window, { setTimeout: (work: () => void, ms = 0) => wait(work, ms > 10 ? 50 * ms : ms) });
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    await new Promise((resolve) => wait(resolve));
    aisle.record(recorded, { currency: 'EUR', value: 1, transaction_id: 'T', items: [{ item_id: 'P' }] });
    for (let looks = 0; looks < 5; looks += 1) {
      const names = (await logged()).flat().map((event) => event.name);
      if (names.includes(recorded)) return true;
    }
    return false;
  }, name);

test('a purchase does not wait for what comes after it', async ({ page }) => {
  expect(await isWrittenAtOnce(page, 'purchase')).toBe(true);
});
