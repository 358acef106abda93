import { type Page, expect, test } from 'playwright/test';
import { drawArm, visitorIdOf } from '../../../helpers/draw-arm.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { watchFrames } from '../../../helpers/slot-frames.js';
import { storedText } from '../../../helpers/stored-text.js';
import { body, experimentsPlaybook, heldOutPlaybook } from '../arms.js';
import { publish } from '@aisle/engine';

const pageWith = (consent: string, slots = body, playbook = '/v1/sites/demo/playbook.json'): string =>
  shopPage({ attributes: `data-consent="${consent}" data-playbook="${playbook}"`, body: slots });

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook: experimentsPlaybook,
    pages: {
      '/': pageWith('granted'),
      '/bare': pageWith('granted', ''),
      '/measured': pageWith('measurement'),
      '/denied': pageWith('denied'),
      '/asks': pageWith('manual'),
      '/held-out': pageWith('granted', '', '/held-out.json'),
      '/held-out.json': JSON.stringify(publish({ ...heldOutPlaybook, holdout: { share: 1 } })),
    },
  });
});
test.afterEach(() => shop.close());

const told = (name: string) => shop.events().filter((event) => event.name === name);
const flush = (page: Page) => page.evaluate(() => aisle.flush());
const hero = (page: Page) => page.locator('[data-aisle-slot=hero] > :first-child');

test('an address previews an arm at once, and nothing of it is counted or stays', async ({ page }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'headline', 'control');
  const frames = await watchFrames(page, 'hero');
  await page.goto(`${shop.url}/?headline=1`);
  await page.waitForTimeout(1_600);
  expect(new Set(await frames())).toEqual(new Set(['Bold']));
  expect(await page.evaluate(() => aisle.variation('headline').reason)).toBe('preview');
  await page.evaluate(() => {
    const link = document.createElement('a');
    document.querySelector('[data-aisle-slot=hero] h2')?.append(link);
    link.click();
  });
  await flush(page);
  expect(told('page_view').length).toBeGreaterThan(0);
  expect([...told('x_exposure'), ...told('x_slot_click')]).toEqual([]);
  await page.goto(shop.url);
  await flush(page);
  expect(await page.evaluate(() => aisle.variation('headline'))).toMatchObject({
    variation: 'control',
    reason: 'assigned',
  });
});

test('a preview of a shopper who was never here is shown as soon as the playbook is there', async ({ page }) => {
  await page.goto(`${shop.url}/?headline=1`);
  await expect(hero(page)).toHaveText('Bold');
});

test('after a preview the next page shows the own arm from the first frame', async ({ page }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'headline', 'bold');
  const frames = await watchFrames(page, 'hero');
  for (let left = 3; left > 0; left--) {
    await page.goto(`${shop.url}/?headline=0`);
    await page.waitForTimeout(600);
    expect(new Set(await frames())).toEqual(new Set(['Default hero']));
    await page.goto(shop.url);
    await page.waitForTimeout(300);
    expect(new Set(await frames())).toEqual(new Set(['Bold']));
  }
});

test('an arm that code forces is shown at once and never counted; null gives it back to chance', async ({ page }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'headline', 'control');
  await page.goto(shop.url);
  await page.waitForTimeout(400);
  const text = await page.evaluate(() => {
    aisle.force('headline', 'bold');
    return document.querySelector('[data-aisle-slot=hero]')?.firstElementChild?.textContent;
  });
  expect(text).toBe('Bold');
  expect(await page.evaluate(() => aisle.variation('headline'))).toMatchObject({ variation: 'bold', reason: 'forced' });
  await page.waitForTimeout(1_500);
  await flush(page);
  expect(told('x_exposure')).toEqual([]);
  expect(
    await page.evaluate(() => {
      aisle.force('headline', null);
      return aisle.variation('headline');
    }),
  ).toMatchObject({ variation: 'control', reason: 'assigned' });
});

test('an experiment in code is counted when it is said to be seen, and then stays', async ({ page }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'free-shipping', 'yes');
  await flush(page);
  expect(told('x_exposure')).toEqual([]);
  await page.evaluate(() => aisle.expose('free-shipping'));
  await flush(page);
  expect(told('x_exposure').map(({ params }) => params['experiments'])).toEqual([
    [{ id: 'free-shipping', variation: 'yes', version: 0 }],
  ]);
  expect(await page.evaluate(() => aisle.variation('free-shipping').reason)).toBe('sticky');
});

test('what is forced, previewed or no experiment at all is not counted by code either', async ({ page }) => {
  await page.goto(`${shop.url}/bare?headline=1`);
  await drawArm(page, 'free-shipping', 'yes');
  await page.evaluate(async () => {
    aisle.force('free-shipping', 'no');
    for (const id of ['free-shipping', 'headline', 'unheard-of', 'nobody']) aisle.expose(id);
    await aisle.flush();
  });
  expect(told('drawn').length).toBeGreaterThan(0);
  expect(told('x_exposure')).toEqual([]);
});

test('an assignment says why, in every case', async ({ page }) => {
  await page.goto(`${shop.url}/bare?left=1`);
  await drawArm(page, 'headline', 'bold');
  const reasons = await page.evaluate(async () => {
    aisle.force('free-shipping', 'yes');
    aisle.expose('headline');
    const ids = ['unheard-of', 'free-shipping', 'left', 'headline', 'nobody', 'not-here'];
    return ids.map((id) => [id, aisle.variation(id).variation, aisle.variation(id).reason]);
  });
  expect(reasons).toEqual([
    ['unheard-of', null, 'no-experiment'],
    ['free-shipping', 'yes', 'forced'],
    ['left', 'b', 'preview'],
    ['headline', 'bold', 'sticky'],
    ['nobody', null, 'not-covered'],
    ['not-here', null, 'not-targeted'],
  ]);
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'right', 'a');
  expect(await page.evaluate(() => aisle.variation('left'))).toMatchObject({
    variation: null,
    reason: 'other-experiment',
  });
  for (const _ of [1, 2]) {
    await page.goto(`${shop.url}/held-out`);
    await page.waitForTimeout(500);
  }
  expect(await page.evaluate(() => aisle.variation('headline').reason)).toBe('held-out');
});

for (const path of ['/measured', '/denied', '/asks'])
  test(`without personalization nobody is assigned and nothing throws: ${path}`, async ({ page }) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(shop.url + path);
    await page.waitForFunction(() => aisle.variation('headline').reason !== 'no-experiment');
    await page.waitForTimeout(1_500);
    const answers = await page.evaluate(async () => {
      aisle.expose('headline');
      await aisle.flush();
      return [aisle.variation('headline'), aisle.decide('hero').experiments, aisle.decide('hero').candidate];
    });
    expect(answers).toEqual([
      { experiment: 'headline', variation: null, levels: {}, version: 3, reason: 'no-visitor' },
      [],
      null,
    ]);
    await expect(hero(page)).toHaveText('Default hero');
    expect(told('x_exposure').flatMap(({ params }) => params['experiments'] ?? [])).toEqual([]);
    expect(errors).toEqual([]);
  });

test('who withdraws and agrees again is somebody else, and nothing of the old arm is left', async ({ page }) => {
  await page.goto(`${shop.url}/asks`);
  await page.waitForFunction(() => aisle.variation('headline').reason !== 'no-experiment');
  const grant = () =>
    page.evaluate(() => {
      aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
      aisle.record('agreed');
    });
  const variation = () => page.evaluate(() => aisle.variation('headline').variation);
  await grant();
  const first = String(await visitorIdOf(page));
  await page.evaluate(() => aisle.expose('headline'));
  await flush(page);
  await page.waitForTimeout(500);
  const arm = await variation();
  expect(await storedText(page)).toContain(first);
  expect(await storedText(page)).toContain('headline');

  const ids = new Set([first]);
  for (let left = 30; left > 0; left--) {
    await page.evaluate(() => aisle.consent.withdraw());
    await page.waitForTimeout(100);
    expect(await storedText(page)).not.toMatch(new RegExp(`${first}|headline|visitorId|assigned`));
    await grant();
    ids.add(String(await visitorIdOf(page)));
    await page.waitForTimeout(400);
    expect(await storedText(page)).not.toContain(first);
    if ((await variation()) !== arm) break;
  }
  expect(ids.size).toBeGreaterThan(1);
  expect(await variation()).not.toBe(arm);
  expect([...ids]).not.toContain('null');
});

test('a slot that the shopper before a reset was shown is not counted for the one after it', async ({ page }) => {
  await page.goto(`${shop.url}/bare`);
  await drawArm(page, 'headline', 'bold');
  await page.goto(shop.url);
  await page.waitForTimeout(400);
  const after = await page.evaluate(async () => {
    let variation: string | null = 'bold';
    while (variation === 'bold') {
      await aisle.reset();
      aisle.record('drawn');
      await aisle.flush();
      variation = aisle.variation('headline').variation;
    }
    return (await aisle.privacy.export())?.head.visitorId;
  });
  await page.waitForTimeout(1_500);
  await flush(page);
  const counted = told('x_exposure').flatMap(({ visitorId, params }) =>
    visitorId === after ? ((params['experiments'] ?? []) as { variation: string }[]) : [],
  );
  expect(counted.filter(({ variation }) => variation === 'bold')).toEqual([]);
});
