import { expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, takeAll } from '../hostile-shop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
});
test.afterEach(() => shop.close());

const frameOf = async (page: import('playwright/test').Page) => {
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames()[1];
  if (!frame) throw new Error('no frame');
  await frame.waitForFunction(() => typeof aisle?.consent === 'object');
  return frame;
};

const PENDING = { personalization: 'pending', measurement: 'pending', marketing: 'pending', sharing: 'pending' };

for (const attributes of [
  'data-consent="granted"',
  'data-consent="granted" data-region="opt-out"',
  'data-consent="manual" data-region="opt-out"',
  'data-consent="auto" data-region="opt-out"',
])
  for (const kind of ['of another origin', 'in a sandbox without an origin', 'in a sandbox of the shop itself'])
    test(`S27: a frame ${kind} is pending, stores nothing and sends nothing, with ${attributes}`, async ({ page }) => {
      const troubles = watchTroubles(page);
      const tag = `${attributes} data-ingest="/v1/batch"`;
      shop.serve('/framed', hostilePage({ attributes: tag }));
      const frames = {
        'of another origin': `<iframe src="${shop.otherUrl}/framed"></iframe>`,
        'in a sandbox without an origin': `<iframe sandbox="allow-scripts" src="${shop.otherUrl}/framed"></iframe>`,
        'in a sandbox of the shop itself': `<iframe sandbox="allow-scripts" src="${shop.url}/framed"></iframe>`,
      };
      shop.serve('/', `<!doctype html><link rel="icon" href="data:,">${frames[kind as keyof typeof frames]}`);
      await page.goto(shop.url);
      const frame = await frameOf(page);
      const before = shop.seen.length;
      const state = await frame.evaluate(async () => {
        aisle.record('view_item', { items: [{ item_id: 'A' }] });
        aisle.consent.set({
          personalization: 'granted',
          measurement: 'granted',
          marketing: 'granted',
          sharing: 'granted',
        });
        await aisle.flush();
        await new Promise((resolve) => setTimeout(resolve, 500));
        const { personalization, measurement, marketing, sharing } = aisle.consent.get();
        let stored: unknown = 'refused';
        try {
          stored = [Object.keys(localStorage), (await indexedDB.databases()).map(({ name }) => name), document.cookie];
        } catch (cause) {
          stored = (cause as Error).name;
        }
        return { states: { personalization, measurement, marketing, sharing }, stored };
      });
      expect(state.states).toEqual(PENDING);
      expect(JSON.stringify(state.stored)).not.toContain('aisle');
      expect(shop.seen.slice(before).map(({ path }) => path)).toEqual([]);
      expect(troubles).toEqual([]);
    });

test('S27: a refusal in a frame that may not store anything throws nothing into the page', async ({ page }) => {
  const troubles = watchTroubles(page);
  shop.serve('/framed', hostilePage({ attributes: 'data-consent="denied" data-ingest="/v1/batch"' }));
  shop.serve(
    '/',
    `<!doctype html><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="/framed"></iframe>`,
  );
  await page.goto(shop.url);
  const frame = await frameOf(page);
  await frame.evaluate(async () => {
    aisle.record('page_view');
    await aisle.consent.withdraw();
    await aisle.privacy.erase();
    await aisle.reset();
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect(troubles).toEqual([]);
});

test('S27: a frame of the shop itself is the shop', async ({ page }) => {
  shop.serve('/framed', hostilePage());
  shop.serve('/', `<!doctype html><link rel="icon" href="data:,"><iframe src="/framed"></iframe>`);
  await page.goto(shop.url);
  const frame = await frameOf(page);
  expect(await frame.evaluate(() => aisle.consent.get().personalization)).toBe('granted');
});
