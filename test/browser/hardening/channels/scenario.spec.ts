import { type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, takeAll } from '../hostile-shop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
  shop.serve('/v1/withdraw', { status: 202, body: '{}' });
  shop.serve('/other', '<!doctype html><link rel="icon" href="data:,">');
});
test.afterEach(() => shop.close());

/** Messages of every shape; what a structured clone can carry and JSON cannot is made in the page. */
const SHAPES = `(() => {
  const cycle = []; cycle.push(cycle);
  const words = ['granted', 'denied', 'personalization', 'measurement', 'marketing', 'sharing', 'necessary', '__proto__', '', null, undefined, 0, 1, -1, NaN, true, 1n, {}, [], [[]]];
  const states = { personalization: 'granted', measurement: 'granted', marketing: 'granted', sharing: 'granted' };
  return [
    ...words, ...words.map((word) => ({ type: word })), ...words.map((word) => [word === 'personalization' || word === 'measurement' || word === 'marketing' || word === 'sharing' ? [word] : word]),
    states, [states], [Object.entries(states)], Object.entries(states), { purposes: states }, { consent: states }, ['grant', states], { data: [] },
    cycle, new Map(Object.entries(states)), new Set(['personalization']), new Date(), /x/, new ArrayBuffer(8), new Uint8Array(9), new Blob(['x']), new Error('x'),
    'aisle', JSON.stringify(states), 'x'.repeat(1e6), Array.from({ length: 1e5 }, () => 'granted'), Array.from({ length: 1e5 }, (_, at) => ({ at })),
    JSON.parse('{"__proto__":{"personalization":"granted"}}'), [JSON.parse('{"__proto__":{"personalization":"granted"}}')],
    { v: 1, erase: true }, { __tcfapiCall: { command: 'ping', callId: 1, version: 2 } }, { __gppReturn: { returnValue: states } }, { aisle: 'consent.set', answers: states },
  ];
})()`;

const states = (page: Page) =>
  page.evaluate(() => {
    const { personalization, measurement, marketing, sharing } = aisle.consent.get();
    return [personalization, measurement, marketing, sharing].join();
  });

for (const [consent, before] of [
  ['manual', 'pending,pending,pending,pending'],
  ['denied', 'denied,denied,denied,denied'],
  ['personalization', 'granted,denied,denied,denied'],
] as const)
  test(`S20: no message from another tab widens ${consent}`, async ({ page, context }) => {
    const troubles = watchTroubles(page);
    shop.serve('/', hostilePage({ attributes: `data-consent="${consent}" data-ingest="/v1/batch"` }));
    await page.goto(shop.url);
    await page.evaluate(() => aisle.flush());
    const other = await context.newPage();
    await other.goto(`${shop.url}/other`);
    const count = await other.evaluate(async (shapes) => {
      // oxlint-disable-next-line no-eval -- the page of the test is its own.
      const messages = globalThis.eval(shapes) as unknown[];
      for (const name of ['aisle-demo', 'aisle', 'aisle-demo-withdrawn']) {
        const channel = new BroadcastChannel(name);
        for (const message of messages) channel.postMessage(message);
        channel.close();
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      return messages.length;
    }, SHAPES);
    console.log(`S20: ${count} shapes on three channels`);
    await page.waitForTimeout(300);
    expect(await states(page)).toBe(before);
    expect(troubles).toEqual([]);
  });

test('S20: a message can narrow, and only by what it names', async ({ page, context }) => {
  shop.serve('/', hostilePage());
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  const other = await context.newPage();
  await other.goto(`${shop.url}/other`);
  const post = (message: unknown) =>
    other.evaluate((what) => new BroadcastChannel('aisle-demo').postMessage(what), message);
  await post(['marketing', 'granted', 'nonsense', { measurement: 'granted' }]);
  await expect.poll(() => states(page)).toBe('granted,granted,denied,granted');
  await post(['personalization', 'measurement', 'marketing', 'sharing']);
  await expect.poll(() => states(page)).toBe('denied,denied,denied,denied');
});

test('S20: a message with a list of four billion holes holds nothing up', async ({ page, context }) => {
  shop.serve('/', hostilePage());
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  const other = await context.newPage();
  await other.goto(`${shop.url}/other`);
  await other.evaluate(() => {
    const holes: string[] = [];
    holes.length = 4_294_967_295;
    new BroadcastChannel('aisle-demo').postMessage(holes);
  });
  await page.waitForTimeout(500);
  const answered = await Promise.race([
    page.evaluate(() => 'alive'),
    new Promise((resolve) => setTimeout(resolve, 10_000, 'hangs')),
  ]);
  expect(answered).toBe('alive');
});

test('S20: nothing that is posted to the window, by itself, a frame or an opener, does anything', async ({ page }) => {
  const troubles = watchTroubles(page);
  shop.serve('/', hostilePage({ attributes: 'data-consent="auto" data-ingest="/v1/batch"' }));
  shop.serve(
    '/frame',
    `<!doctype html><script>const send = () => { for (const one of ${SHAPES}) parent.postMessage(one, '*') }; send(); setInterval(send, 200)</script>`,
  );
  await page.goto(shop.url);
  await page.evaluate(
    async ([shapes, address]) => {
      // oxlint-disable-next-line no-eval -- the page of the test is its own.
      for (const message of globalThis.eval(shapes ?? '') as unknown[]) window.postMessage(message, '*');
      const frame = document.createElement('iframe');
      frame.src = address ?? '';
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    },
    [SHAPES, `${shop.otherUrl}/frame`] as const,
  );
  expect(await states(page)).toBe('pending,pending,pending,pending');
  expect(shop.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(troubles).toEqual([]);
});

test('S20: no script of ours posts a message to a window', async ({ page }) => {
  shop.serve('/', hostilePage({ attributes: 'data-consent="granted" data-ingest="/v1/batch"' }));
  await page.addInitScript(() => {
    const posted: unknown[] = [];
    Reflect.set(window, 'posted', posted);
    window.postMessage = ((...parts: unknown[]) => void posted.push(parts)) as typeof window.postMessage;
  });
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
    await aisle.consent.withdraw();
  });
  expect(await page.evaluate(() => Reflect.get(window, 'posted'))).toEqual([]);
});
