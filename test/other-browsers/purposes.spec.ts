import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ALL_GRANTED, answer } from '../helpers/consenting.js';
import { type ShopServer, openShopServer } from '../helpers/shop-server.js';
import { storedText } from '../helpers/stored-text.js';
import { aisleTouches } from '../helpers/touch.js';
import { PLAYBOOK, playbook, spiedPage } from './spied-shop.js';
import { useBrowser } from './use-browser.js';

let shop: ShopServer;
beforeEach(async () => {
  shop = await openShopServer({ playbook, pages: { '/': spiedPage('data-consent="manual"') } });
});
afterEach(() => shop.close());
const newTab = useBrowser();

const posts = () => shop.requests.filter((request) => !request.startsWith('GET '));
const [PERSONALIZATION_ALONE, MEASUREMENT_ALONE] = [
  { personalization: 'granted', measurement: 'denied', marketing: 'denied', sharing: 'denied' },
  { personalization: 'denied', measurement: 'granted', marketing: 'denied', sharing: 'denied' },
] as const;

it('B22, B23: personalization alone knows the shopper on the device, and nothing leaves', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/?utm_source=news&gclid=G-1`);
  await answer(tab, PERSONALIZATION_ALONE);
  await tab.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' });
    await aisle.flush();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await wait(1_200);
  const stored = await tab.evaluate(() => aisle.privacy.export());
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['A']);
  expect(stored?.outbox).toEqual([]);
  expect(posts()).toEqual([]);
  const network = (await aisleTouches(tab)).filter((touch) => /^(fetch|XMLHttpRequest|navigator|img)/.test(touch));
  expect(network).toEqual([`fetch ${PLAYBOOK}`]);
  expect(await storedText(tab)).not.toContain('G-1');
});

it('B23, B24, B31: measurement alone sends a session and no visitor, and keeps no profile', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/?utm_source=news&gclid=G-1`);
  await answer(tab, MEASUREMENT_ALONE);
  await tab.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A', item_brand: 'Secret brand' }] });
    await aisle.flush();
    // The copy for a quick start follows.
    await new Promise((resolve) => setTimeout(resolve, 700));
  });
  expect(shop.events().map(({ name }) => name)).toEqual(['page_view', 'view_item']);
  const sent = JSON.stringify(shop.seen.map(({ body }) => body ?? null));
  expect(sent).toContain('utm_source');
  expect(sent).not.toMatch(/visitorId|affinity|recents|segment|G-1/);
  const stored = await tab.evaluate(() => aisle.privacy.export());
  expect(stored?.head).toMatchObject({ visitorId: null, segments: [], profile: { recents: [], counts: {} } });
  expect(stored?.log).toEqual([]);
  expect(await storedText(tab)).not.toContain('Secret brand');
});

it('S1, S5, S7: an e-mail address in an address or a search is in nothing that is stored or sent', async () => {
  shop.refuse(503);
  const tab = await newTab();
  await tab.goto(`${shop.url}/?email=jane.doe%40example.com&q=jane.doe@example.com#jane.doe@example.com`);
  await answer(tab, ALL_GRANTED);
  const waiting = await tab.evaluate(async () => {
    aisle.record('search', { search_term: 'parcel of Jane.Doe@example.com, please' });
    aisle.record('view_item', { items: [{ item_id: 'A' }], page_location: 'https://jane.doe:secret@example.com/x' });
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 700));
    return (await aisle.privacy.export())?.outbox.length;
  });
  expect(waiting).toBeGreaterThan(2);
  // While it waits, and once more when it has left.
  const before = await storedText(tab);
  expect(before).toContain('parcel of');
  expect(before).not.toMatch(/jane|doe.*example\.com|secret/i);
  shop.refuse(undefined);
  await tab.evaluate(() => aisle.flush());
  const sent = JSON.stringify(shop.seen.map(({ body }) => body ?? null));
  expect(sent).toContain('parcel of');
  expect(sent).not.toMatch(/jane|doe.*example\.com|secret/i);
  expect(await storedText(tab)).not.toMatch(/jane|doe.*example\.com|secret/i);
});

it('B22: consent that pauses after a failed attempt holds its retry back', async () => {
  shop.refuse(503);
  const tab = await newTab();
  await tab.goto(shop.url);
  await answer(tab, ALL_GRANTED);
  const attempts = posts().length;
  expect(attempts).toBeGreaterThan(0);
  await tab.evaluate(() => aisle.consent.set({ measurement: 'pending' }));
  shop.refuse(undefined);
  await tab.evaluate(() => aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' }));
  // The first retry would come within two seconds.
  await wait(2_500);
  expect(posts()).toHaveLength(attempts);
  expect(shop.events()).toEqual([]);
});
