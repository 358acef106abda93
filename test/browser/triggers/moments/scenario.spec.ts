import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { HEARING, beHidden, firedIn, listenersIn } from '../../../helpers/triggers.js';

const playbook: Playbook = {
  v: 1,
  version: 'triggers-1',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'session.counts.view_item': { $gte: 2 } } }],
  slots: [slot('below', { 'history.hints': { $gte: 1 } }), slot('above', { 'history.hints': { $gte: 1 } })],
  aggregates: [{ id: 'hints', fn: 'count', event: 'x_trigger', where: { trigger: 'hint' }, within: 'session' }],
  triggers: [
    {
      id: 'dear',
      on: { moment: 'event', event: 'add_to_cart', per: 'item', where: { price: { $gte: 50 } } },
      do: { event: 'dear_cart', params: { level: 2, trigger: 'mine' } },
    },
    { id: 'follows', on: { moment: 'event', event: 'dear_cart' }, do: { event: 'add_to_cart' } },
    { id: 'viewed', on: { moment: 'event', event: 'view_item', where: { from: 'head' } } },
    { id: 'entered', on: { moment: 'segment', segment: 'lookers' } },
    { id: 'hint', on: { moment: 'event', event: 'ask' }, do: { fill: 'below' } },
    { id: 'newer', on: { moment: 'event', event: 'ask' }, do: { overlay: 'of a later release' } },
    { id: 'exit', on: { moment: 'exit' } },
    { id: 'deep', on: { moment: 'scroll', share: 0.6 } },
    { id: 'dwell', on: { moment: 'dwell', seconds: 40 } },
    { id: 'idle', on: { moment: 'idle', seconds: 40 } },
    { id: 'back', on: { moment: 'return', minutes: 2 } },
  ],
};

function slot(id: string, when: NonNullable<Playbook['slots']>[number]['candidates'][number]['when']) {
  return { id, candidates: [{ id: 'hint', when, content: { title: 'A hint' } }] };
}

const section = (id: string) =>
  `<section data-aisle-slot="${id}"><p>Default</p><template><p data-aisle-text="title"></p></template></section>`;
const page = shopPage({
  attributes: 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"',
  body: `${HEARING}<script>aisle.record('view_item', { from: 'head', items: [{ item_id: 'A' }] })</script>
${section('above')}<div style="height:3000px"></div>${section('below')}`,
});

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ playbook, pages: { '/': page } });
});
test.afterEach(() => shop.close());

const open = async (at: Page): Promise<void> => {
  await at.goto(shop.url);
  // It happened before the code of triggers could be there.
  await expect.poll(() => firedIn(at)).toContain('viewed event');
};
const addToCart = (at: Page, price: number) =>
  at.evaluate((much) => aisle.record('add_to_cart', { items: [{ item_id: 'A', price: much }] }), price);

test('an event fires what waits for it, with what it asks of the event, and once a page view; its own event says which trigger it was', async ({
  page: tab,
}) => {
  await open(tab);
  await addToCart(tab, 10);
  expect(await firedIn(tab)).not.toContain('dear event');
  await addToCart(tab, 60);
  await addToCart(tab, 70);
  const fired = await firedIn(tab);
  expect(fired.filter((one) => one === 'dear event')).toHaveLength(1);
  // One that sets off another that sets off the first comes to an end.
  expect(fired.filter((one) => one === 'follows event')).toHaveLength(1);
  await tab.evaluate(() => aisle.flush());
  const named = (name: string) => shop.events().filter((event) => event.name === name);
  expect(named('dear_cart').map(({ params }) => params)).toEqual([{ level: 2, trigger: 'dear' }]);
  expect(named('x_trigger').map(({ params }) => params)).toContainEqual({
    trigger: 'dear',
    moment: 'event',
    playbook: 'triggers-1',
  });
  await tab.evaluate(() => history.pushState(null, '', '/next'));
  await addToCart(tab, 80);
  await expect.poll(async () => (await firedIn(tab)).filter((one) => one === 'dear event').length).toBe(2);
});

test('an event in the task in which a single-page app goes to another page is one moment, not two', async ({
  page: tab,
}) => {
  await open(tab);
  await tab.evaluate(() => {
    history.pushState(null, '', '/next');
    aisle.record('add_to_cart', { items: [{ item_id: 'A', price: 80 }] });
  });
  await expect.poll(() => firedIn(tab)).toContain('dear event');
  await tab.evaluate(() => aisle.flush());
  expect((await firedIn(tab)).filter((one) => one === 'dear event')).toHaveLength(1);
});

test('a segment that is entered fires what waits for it', async ({ page: tab }) => {
  await open(tab);
  expect(await firedIn(tab)).not.toContain('entered segment');
  await tab.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'B' }] }));
  await expect.poll(() => firedIn(tab)).toContain('entered segment');
});

test('a slot out of sight is filled, one that a shopper looks at stays, and an action of a newer release is only told', async ({
  page: tab,
}) => {
  await open(tab);
  const text = (id: string) => tab.locator(`[data-aisle-slot="${id}"]`).innerText();
  await tab.waitForTimeout(600);
  expect(await text('below')).toBe('Default');
  await tab.evaluate(() => aisle.record('ask'));
  await expect.poll(() => text('below')).toBe('A hint');
  expect(await text('above')).toBe('Default');
  expect(await firedIn(tab)).toContain('newer event');
});

test('leaving through the top is an exit, leaving elsewhere and moving is none', async ({ page: tab }) => {
  await open(tab);
  await tab.mouse.move(200, 200);
  await tab.mouse.move(400, 90);
  await tab.mouse.move(-1, 300);
  expect(await firedIn(tab)).not.toContain('exit exit');
  await tab.mouse.move(300, 100);
  await tab.mouse.move(300, -1);
  await expect.poll(() => firedIn(tab)).toContain('exit exit');
});

test('with a finger a quick pull down is an exit, a slow one and one at the top are none', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 400, height: 800 } });
  const tab = await context.newPage();
  await open(tab);
  const devtools = await context.newCDPSession(tab);
  const pull = (speed: number, yDistance: number) =>
    devtools.send('Input.synthesizeScrollGesture', { x: 200, y: 300, yDistance, speed, gestureSourceType: 'touch' });
  await pull(3_000, 300);
  await tab.evaluate(() => scrollTo(0, 1_000));
  await pull(3_000, -300);
  await pull(200, 100);
  expect(await firedIn(tab)).not.toContain('exit exit');
  await pull(3_000, 300);
  await expect.poll(() => firedIn(tab)).toContain('exit exit');
  await context.close();
});

test('a share of the page that was scrolled into sight fires, less does not', async ({ page: tab }) => {
  await open(tab);
  await tab.mouse.move(200, 200);
  await tab.mouse.wheel(0, 300);
  await expect.poll(() => tab.evaluate(() => scrollY)).toBeGreaterThan(200);
  expect(await firedIn(tab)).not.toContain('deep scroll');
  await tab.mouse.wheel(0, 2_000);
  await expect.poll(() => firedIn(tab)).toContain('deep scroll');
});

test('dwelling counts only while the page is in sight, idling only while nobody touches it', async ({ page: tab }) => {
  await tab.clock.install();
  await open(tab);
  const seen = async (...names: readonly string[]) =>
    expect(await firedIn(tab)).toEqual(expect.arrayContaining([...names]));
  // Between these steps the clock goes on: a slow machine has ten seconds for each.
  await tab.clock.runFor(30_000);
  await tab.mouse.move(10, 10);
  await beHidden(tab, true);
  await tab.clock.runFor(120_000);
  expect((await firedIn(tab)).filter((one) => /dwell|idle/.test(one))).toEqual([]);
  await beHidden(tab, false);
  await tab.clock.runFor(11_000);
  await seen('dwell dwell');
  expect(await firedIn(tab)).not.toContain('idle idle');
  await tab.mouse.move(20, 20);
  await tab.clock.runFor(29_000);
  expect(await firedIn(tab)).not.toContain('idle idle');
  await tab.clock.runFor(12_000);
  await seen('idle idle');
});

test('who comes back to the tab after some minutes has returned, each time', async ({ page: tab }) => {
  await tab.clock.install();
  await open(tab);
  const away = async (ms: number) => {
    await beHidden(tab, true);
    await tab.clock.runFor(ms);
    await beHidden(tab, false);
  };
  const returns = async () => (await firedIn(tab)).filter((one) => one === 'back return').length;
  await away(60_000);
  expect(await returns()).toBe(0);
  await away(130_000);
  await away(130_000);
  expect(await returns()).toBe(2);
});

test('a new session is a return, its second page and the first session of all are none', async ({ page: tab }) => {
  await open(tab);
  expect(await firedIn(tab)).not.toContain('back return');
  await tab.evaluate(() => aisle.flush());
  await tab.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 7_200_000;
  });
  await tab.goto(shop.url);
  await expect.poll(() => firedIn(tab)).toContain('back return');
  await tab.evaluate(() => aisle.flush());
  await tab.goto(shop.url);
  await expect.poll(() => firedIn(tab)).toContain('viewed event');
  expect(await firedIn(tab)).not.toContain('back return');
});

test('what waits is gone after stop: the page is as it was found', async ({ page: tab }) => {
  await open(tab);
  expect(await listenersIn(tab)).toBeGreaterThan(0);
  await tab.evaluate(() => aisle.stop());
  expect(await listenersIn(tab)).toBe(0);
});
