import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type JudgingShop, itemsOf, openJudgingShop } from '../judging-shop.js';

let shop: JudgingShop;
test.beforeEach(async () => {
  shop = await openJudgingShop();
  shop.serve('/bare', '<!doctype html><title>Bare</title>');
});
test.afterEach(() => shop.close());

/** Buys, looks at `views` items with names so long, and leaves, all in one task. */
const buyAndLeave = async (page: Page, views: number, chars: number): Promise<void> => {
  await page.evaluate(
    ([count, length]) => {
      aisle.record('purchase', { transaction_id: 'T1', value: 1, currency: 'EUR', items: [{ item_id: 'A' }] });
      for (let index = 0; index < count; index += 1)
        aisle.record('view_item', { items: [{ item_id: `A${index}`, item_name: 'lorem ipsum '.repeat(length / 12) }] });
      location.href = '/bare';
    },
    [views, chars] as const,
  );
  await page.waitForURL('**/bare');
};
/** Opens the shop until all that waits is sent. */
const goOn = async (page: Page): Promise<void> => {
  await page.goto(`${shop.url}/next`);
  await page.evaluate(() => aisle.flush());
};
const sumOf = (reason: string): number => shop.batches.reduce((sum, { drops }) => sum + (drops[reason] ?? 0), 0);
/** Each once: a page that dies may not hear that its last request was taken. */
const taken = () => [...new Map(shop.taken().map((event) => [event.id, event])).values()];
const purchases = (): number => taken().filter(({ name }) => name === 'purchase').length;

test('a burst larger than the room for it arrives as far as it fits, the purchase first and the newest next, and the rest is counted once', async ({
  page,
}) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await buyAndLeave(page, 1_500, 1_800);
  await goOn(page);
  await goOn(page);
  const items = itemsOf(taken());
  expect(purchases()).toBe(1);
  expect(items.length).toBeGreaterThan(500);
  expect(items.at(-1)).toBe('A1499');
  expect(items.length + sumOf('spill_full')).toBe(1_500);
});

/** What another script of the shop does. */
const fill = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (let chars = 1_000_000; chars >= 1; chars = Math.floor(chars / 2))
      try {
        for (let index = 0; ; index += 1) localStorage.setItem(`shop-${chars}-${index}`, 'x'.repeat(chars));
      } catch (cause) {
        if (!(cause instanceof DOMException)) throw cause;
      }
  });

/** A page that has kept its quick copy, and that the shop leaves no room for more. */
const openFull = async (page: Page): Promise<void> => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await page.waitForFunction(() => localStorage.getItem('aisle-demo'));
  await fill(page);
};

test('a purchase survives a page that is left at once where the shop’s own data fills localStorage', async ({
  page,
}) => {
  await openFull(page);
  await buyAndLeave(page, 0, 0);
  await goOn(page);
  expect(purchases()).toBe(1);
});

test('the room that is left goes to the purchase where a burst does not fit, and consent stays as it was', async ({
  page,
}) => {
  await openFull(page);
  await buyAndLeave(page, 50, 1_200);
  await goOn(page);
  expect(purchases()).toBe(1);
  expect(itemsOf(taken()).length + sumOf('spill_full')).toBe(50);
  expect(await page.evaluate(() => aisle.consent.get().measurement)).toBe('granted');
});
