import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../helpers/aisle-global.js';
import { ALL_DENIED, ALL_GRANTED, answer } from '../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../helpers/shop-server.js';
import { HEARING, beHidden, firedIn } from '../helpers/triggers.js';
import type { Tab } from './tab.js';
import { useBrowser } from './use-browser.js';

const page = shopPage({
  attributes: 'data-consent="manual" data-playbook="/v1/sites/demo/playbook.json"',
  body: `${HEARING}<div style="height:3000px"></div>`,
});

let shop: ShopServer;
beforeEach(async () => {
  shop = await openShopServer({
    pages: { '/': page },
    playbook: {
      v: 1,
      version: 'triggers-1',
      segments: [{ id: 'askers', title: 'Askers', when: { 'session.counts.ask': { $gte: 1 } } }],
      triggers: [
        { id: 'asked', on: { moment: 'event', event: 'ask', where: { much: { $gte: 2 } } }, do: { event: 'told' } },
        { id: 'entered', on: { moment: 'segment', segment: 'askers' } },
        { id: 'deep', on: { moment: 'scroll', share: 0.8 } },
        { id: 'dwell', on: { moment: 'dwell', seconds: 1 }, caps: { session: 1 } },
        { id: 'exit', on: { moment: 'exit' } },
        { id: 'back', on: { moment: 'return', minutes: 10 } },
      ],
    },
  });
});
afterEach(() => shop.close());
const newTab = useBrowser();

const fires = (tab: Tab, what: string): Promise<void> =>
  vi.waitFor(async () => expect(await firedIn(tab)).toContain(what), { timeout: 10_000, interval: 100 });
const leaveThroughTop = (tab: Tab): Promise<boolean> =>
  // No driver moves the pointer out of a window.
  tab.evaluate(() => document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, clientY: 0 })));

/** A browser that paints no frames, as WebKit's driver has it, scrolls without a word. */
const scrollDown = (tab: Tab): Promise<boolean> =>
  tab.evaluate(() => {
    scrollTo(0, 3_000);
    return document.dispatchEvent(new Event('scroll'));
  });
const open = async (tab: Tab, path = '/'): Promise<void> => {
  await tab.goto(`${shop.url}${path}`);
  // WebKit's driver shows its tabs to nobody.
  await beHidden(tab, false);
};

it('fires by events, segments, scrolling, dwelling, an exit and a return, and remembers its caps on the next page', async () => {
  const tab = await newTab();
  await open(tab);
  await tab.evaluate(() => aisle.record('ask', { much: 2 }));
  expect(await firedIn(tab)).toEqual([]);
  await answer(tab, ALL_GRANTED);
  await fires(tab, 'asked event');
  await fires(tab, 'entered segment');
  await scrollDown(tab);
  await fires(tab, 'deep scroll');
  await fires(tab, 'dwell dwell');
  await leaveThroughTop(tab);
  await fires(tab, 'exit exit');
  await beHidden(tab, true);
  await tab.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 900_000;
  });
  await beHidden(tab, false);
  await fires(tab, 'back return');
  await tab.evaluate(() => aisle.flush());
  expect(shop.events().filter(({ name }) => name === 'told')).toHaveLength(1);
  await open(tab, '/?again');
  await answer(tab, ALL_GRANTED);
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
  await leaveThroughTop(tab);
  await fires(tab, 'exit exit');
  expect(await firedIn(tab)).not.toContain('dwell dwell');
});

it('fires nothing after a withdrawal', async () => {
  const tab = await newTab();
  await open(tab);
  await answer(tab, ALL_GRANTED);
  await tab.evaluate(() => aisle.record('ask', { much: 2 }));
  await fires(tab, 'asked event');
  const before = await tab.evaluate((denied) => {
    aisle.consent.set(denied);
    return (globalThis as unknown as { fired: readonly string[] }).fired.length;
  }, ALL_DENIED);
  await leaveThroughTop(tab);
  await scrollDown(tab);
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
  expect(await firedIn(tab)).toHaveLength(before);
});
