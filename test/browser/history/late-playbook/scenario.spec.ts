import { publish } from '@aisle/engine';
import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { asking, askingNothing, bruteForce } from './brute-force.js';

const dayMs = 86_400_000;
const startMs = Date.parse('2026-03-02T08:00:00Z');
const attributesWith = (address: string): string => `data-consent="granted" data-playbook="${address}"`;

let shop: ShopServer;
test.beforeEach(async ({ page }) => {
  shop = await openShopServer({
    playbook: asking,
    pages: {
      '/': shopPage({ attributes: attributesWith('/v1/sites/demo/playbook.json') }),
      '/before': shopPage({ attributes: attributesWith('/before.json') }),
      '/before.json': JSON.stringify(publish(askingNothing)),
      '/none': shopPage(),
    },
  });
  await page.clock.setFixedTime(startMs);
});
test.afterEach(() => shop.close());

/** What one hour brings: 5 views, and now and then more. */
const spendHour = (page: Page, hour: number) =>
  page.evaluate(async (at) => {
    for (let view = 0; view < 5; view++)
      aisle.record('view_item', {
        shelf: (at + view) % 4 === 0 ? 'top' : 'low',
        items: [{ item_id: `I${(at * 5 + view) % 37}`, item_category: view % 2 ? 'Knives' : 'Pans' }],
      });
    if (at % 3 === 0) aisle.record('add_to_cart', { currency: 'EUR', value: at, items: [{ item_id: `I${at}` }] });
    if (at === 40)
      aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T', items: [{ item_id: 'I1' }] });
    await aisle.flush();
  }, hour);

/** 300 views in 60 flushes over 12 days, under a playbook that asks nothing of them. */
const spendDays = async (page: Page): Promise<void> => {
  await page.goto(`${shop.url}/before`);
  for (let hour = 0; hour < 60; hour++) {
    await page.clock.setFixedTime(startMs + (hour * dayMs) / 5);
    await spendHour(page, hour);
  }
};

/** Goes to the page until its playbook is the new one: the first that comes is for the page after. */
const openAsking = async (page: Page): Promise<void> => {
  for (let left = 3; left > 0; left--) {
    await page.goto(shop.url);
    await page.waitForFunction(() => aisle.decide('hero').playbook);
    await page.evaluate(() => aisle.flush());
    await page.waitForTimeout(500);
    if ((await page.evaluate(() => aisle.decide('hero').playbook)) === 'asking') return;
  }
  throw new Error('the new playbook never came');
};

/** What the page says, and what its log says to somebody who reads all of it. */
const bothWords = async (page: Page) => {
  const told = await page.evaluate(async () => {
    await aisle.flush();
    const stored = await aisle.privacy.export();
    const explanation = await aisle.explain('hero');
    return { log: stored?.log ?? [], nowMs: Date.now(), explanation };
  });
  const { history, interest } = bruteForce(told.log, told.nowMs);
  const [candidate] = told.explanation?.candidates ?? [];
  return {
    told: told.explanation?.history,
    seen: candidate?.gates.map(({ tree }) => tree),
    score: Number(told.explanation?.scores['interest']),
    history,
    interest,
    log: told.log,
  };
};
const expectAgreement = async (page: Page) => {
  const { told, seen, score, history, interest, log } = await bothWords(page);
  expect(told).toEqual(history);
  expect(seen).toEqual([expect.objectContaining({ fact: 'history.lately', seen: history.lately })]);
  expect(score).toBeCloseTo(interest, 6);
  return { log, history };
};

test('a playbook that comes later answers from all that happened before, and the page stays alive', async ({
  page,
}) => {
  await spendDays(page);
  await page.addInitScript(() => {
    const tasks: number[] = ((window as unknown as { tasks: number[] }).tasks = []);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
      buffered: true,
    });
  });
  await openAsking(page);
  console.log('tasks over 50 ms, in ms:', await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks));
  const { log, history } = await expectAgreement(page);
  expect(log.filter(({ name }) => name === 'view_item')).toHaveLength(300);
  // Neither all of it nor nothing: the windows cut.
  expect(history).toMatchObject({ views: 175, items: 37, 'left-in-cart': true, bought: true, lately: 5 });
  await spendHour(page, 60);
  await expectAgreement(page);
  await page.reload();
  await page.waitForTimeout(500);
  await expectAgreement(page);
});

test('two tabs that read the past at once count it once', async ({ page, context }) => {
  await spendDays(page);
  await page.goto(shop.url);
  await page.waitForTimeout(700);
  await page.goto('about:blank');
  const tabs = [await context.newPage(), await context.newPage()];
  await Promise.all(tabs.map((tab) => tab.goto(shop.url)));
  await Promise.all(tabs.map((tab) => tab.waitForTimeout(700)));
  for (const tab of tabs) expect(await tab.evaluate(() => aisle.decide('hero').playbook)).toBe('asking');
  await Promise.all(tabs.map((tab, place) => spendHour(tab, 60 + place)));
  for (const tab of tabs) {
    await tab.reload();
    await tab.waitForTimeout(500);
  }
  for (const tab of tabs) await expectAgreement(tab);
});

test('what happened leaves a window without an event', async ({ page }) => {
  await openAsking(page);
  await spendHour(page, 1);
  const now = () => page.evaluate(() => [aisle.decide('hero').candidate, aisle.decide('hero').reason]);
  expect(await now()).toEqual(['lately', 'matched']);
  const { log } = await expectAgreement(page);
  await page.clock.setFixedTime(startMs + 5 * 60_000 - 1);
  expect(await now()).toEqual(['lately', 'matched']);
  await page.clock.setFixedTime(startMs + 5 * 60_000);
  expect(await now()).toEqual([null, 'no-match']);
  await page.clock.setFixedTime(startMs + 8 * dayMs);
  const later = await expectAgreement(page);
  expect(later.log).toEqual(log);
  expect(later.history).toMatchObject({ views: 0, items: 0 });
});

test('what happens on pages that have no playbook counts under the next one', async ({ page }) => {
  await openAsking(page);
  await spendHour(page, 1);
  await expectAgreement(page);
  for (const hour of [2, 3]) {
    await page.goto(`${shop.url}/none`);
    await spendHour(page, hour);
    await page.waitForTimeout(500);
  }
  await openAsking(page);
  await expectAgreement(page);
});

test('what happens in a tab that still has the older playbook counts under the newer one', async ({
  page,
  context,
}) => {
  await page.goto(`${shop.url}/before`);
  await spendHour(page, 1);
  const newer = await context.newPage();
  await openAsking(newer);
  await spendHour(newer, 2);
  await expectAgreement(newer);
  await spendHour(page, 3);
  await openAsking(newer);
  await expectAgreement(newer);
});
