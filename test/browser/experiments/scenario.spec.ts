import { createEngine, emptyProfile, publish } from '@aisle/engine';
import { type Page, expect, test } from 'playwright/test';
import { drawArm, visitorIdOf } from '../../helpers/draw-arm.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';
import { watchFrames } from '../../helpers/slot-frames.js';
import { storedText } from '../../helpers/stored-text.js';
import { body, experimentsPlaybook, heldOutPlaybook, reweighedPlaybook } from './arms.js';

const pageWith = (playbook: string, slots = body): string =>
  shopPage({ attributes: `data-consent="granted" data-playbook="${playbook}"`, body: slots });
const ADDRESS = '/v1/sites/demo/playbook.json';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook: experimentsPlaybook,
    pages: {
      '/': pageWith(ADDRESS),
      '/bare': pageWith(ADDRESS, ''),
      '/reweighed': pageWith('/reweighed.json'),
      '/reweighed/bare': pageWith('/reweighed.json', ''),
      '/reweighed.json': JSON.stringify(publish(reweighedPlaybook)),
      '/held-out': pageWith('/held-out.json'),
      '/held-out/bare': pageWith('/held-out.json', ''),
      '/held-out.json': JSON.stringify(publish(heldOutPlaybook)),
    },
  });
});
test.afterEach(() => shop.close());

const exposures = () => shop.events().filter(({ name }) => name === 'x_exposure');

/** Opens a page and waits until what it shows was seen. */
const seePage = async (page: Page, path = '/'): Promise<void> => {
  await page.goto(shop.url + path);
  await page.waitForTimeout(1_400);
  await page.evaluate(() => aisle.flush());
};

/** What the slot shows in the frames of so many page loads, each text once a load. */
const framesOf = async (page: Page, loads: number): Promise<readonly string[]> => {
  const frames = await watchFrames(page, 'hero');
  const texts: string[] = [];
  while (texts.length < loads) {
    await page.goto(shop.url);
    await page.waitForTimeout(300);
    texts.push([...new Set(await frames())].join(', then '));
  }
  return texts;
};

for (const [variation, text, candidate] of [
  ['control', 'Default hero', 'default'],
  ['bold', 'Bold', 'shout'],
] as const)
  test(`the exposure of the arm ${variation} is in the database with its experiment`, async ({ page }) => {
    await page.goto(`${shop.url}/bare`);
    await drawArm(page, 'headline', variation);
    await page.waitForTimeout(500);
    await seePage(page);
    await expect(page.locator('[data-aisle-slot=hero] > :first-child')).toHaveText(text);
    expect(exposures().map(({ params }) => [params['slot'], params['candidate'], params['experiments']])).toEqual([
      ['hero', candidate, [{ id: 'headline', variation, version: 3 }]],
    ]);
  });

test('a returning shopper sees their arm in the first frame, though their id is in the database only', async ({
  page,
}) => {
  await page.goto(`${shop.url}/bare`);
  const visitorId = await drawArm(page, 'headline', 'bold');
  const inLocalStorage = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(inLocalStorage).not.toContain(visitorId);
  expect(await storedText(page)).toContain(visitorId);
  // More than once: chance could be right.
  expect(await framesOf(page, 6)).toEqual(Array.from({ length: 6 }, () => 'Bold'));
});

test('a shopper of the control arm sees nothing but the default content', async ({ page }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'headline', 'control');
  expect(await framesOf(page, 6)).toEqual(Array.from({ length: 6 }, () => 'Default hero'));
});

test('the arm stays over page loads and is the same in a second tab, from the first frame', async ({
  page,
  context,
}) => {
  await page.goto(`${shop.url}/bare`);
  const visitorId = await drawArm(page, 'headline', 'bold');
  await page.reload();
  const other = await context.newPage();
  expect(await framesOf(other, 4)).toEqual(Array.from({ length: 4 }, () => 'Bold'));
  for (const tab of [page, other]) {
    expect(await visitorIdOf(tab)).toBe(visitorId);
    expect(await tab.evaluate(() => aisle.variation('headline').variation)).toBe('bold');
  }
});

/** The playbook that came is the next page's. */
const reweigh = async (page: Page): Promise<void> => {
  for (const _ of [1, 2]) {
    await page.goto(`${shop.url}/reweighed/bare`);
    await page.waitForTimeout(500);
  }
};

test('who has not seen an arm goes with the weights when they change', async ({ page }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'headline', 'bold');
  await reweigh(page);
  expect(await page.evaluate(() => aisle.variation('headline'))).toMatchObject({
    variation: 'control',
    reason: 'assigned',
  });
});

test('who has seen an arm keeps it when the weights change, in every tab', async ({ page, context }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'headline', 'bold');
  await seePage(page);
  await reweigh(page);
  expect(await page.evaluate(() => aisle.variation('headline'))).toMatchObject({
    variation: 'bold',
    version: 3,
    reason: 'sticky',
  });
  const second = await context.newPage();
  const frames = await watchFrames(second, 'hero');
  await second.goto(`${shop.url}/reweighed`);
  await second.waitForTimeout(400);
  expect(new Set(await frames())).toEqual(new Set(['Bold']));
});

test('nobody is in two experiments of one namespace, and the page assigns as Node does', async ({ page }) => {
  await page.goto(shop.url);
  await page.waitForFunction(() => aisle.variation('left').reason !== 'no-experiment');
  const shoppers = await page.evaluate(async () => {
    const seen: (readonly [string, string | null, string | null])[] = [];
    for (let left = 24; left > 0; left--) {
      await aisle.reset();
      aisle.record('drawn');
      await aisle.flush();
      const id = (await aisle.privacy.export())?.head.visitorId ?? '';
      seen.push([id, aisle.variation('left').variation, aisle.variation('right').variation]);
    }
    return seen;
  });
  const engine = createEngine(experimentsPlaybook);
  const armOf = (experiment: string, visitorId: string) =>
    engine.variation(experiment, emptyProfile, { nowMs: Date.now(), page: { path: '/' }, visitorId }).variation;
  expect(new Set(shoppers.map(([, left, right]) => `${left === null} ${right === null}`))).toEqual(
    new Set(['true false', 'false true']),
  );
  expect(shoppers).toEqual(shoppers.map(([id]) => [id, armOf('left', id), armOf('right', id)]));
});

test('a shopper who is held out sees default content everywhere, and the exposure says so', async ({ page }) => {
  await page.goto(`${shop.url}/held-out/bare`);
  await drawArm(page, 'holdout', 'holdout');
  await seePage(page, '/held-out');
  await expect(page.locator('[data-aisle-slot=hero] > :first-child')).toHaveText('Default hero');
  expect(await page.evaluate(() => aisle.variation('headline'))).toMatchObject({
    variation: null,
    reason: 'held-out',
  });
  expect(await page.evaluate(() => aisle.decide('hero').trace.map(({ outcome }) => outcome))).toContain('held-out');
  expect(exposures().map(({ params }) => [params['candidate'], params['experiments']])).toEqual([
    ['default', [{ id: 'holdout', variation: 'holdout', version: 0 }]],
  ]);
});

test('a shopper who is not held out is counted on the other side of the holdout, too', async ({ page }) => {
  await page.goto(`${shop.url}/held-out/bare`);
  await drawArm(page, 'holdout', 'open');
  await seePage(page, '/held-out');
  const [seen] = exposures();
  const arms = seen?.params['experiments'] as { id: string; variation: string }[];
  expect(arms.map(({ id }) => id)).toEqual(['holdout', 'headline']);
  expect(arms[0]?.variation).toBe('open');
});
