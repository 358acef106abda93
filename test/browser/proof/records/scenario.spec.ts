import { createHash } from 'node:crypto';
import { type Page, expect, test } from 'playwright/test';
import { bodyText } from '../../../helpers/body-text.js';
import { ALL_GRANTED } from '../../../helpers/consenting.js';
import { deviceOf, recordIn } from '../../../helpers/device.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { storedText } from '../../../helpers/stored-text.js';

const ASKED = 'data-consent="shopConsent()" data-policy-version="2026-11"';
const sayIt = `<script>window.shopConsent = () => window.said ?? JSON.parse(sessionStorage.getItem('said'))</script>`;

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes: ASKED, head: sayIt }),
      '/opt-out': shopPage({ attributes: `${ASKED} data-region="opt-out"`, head: sayIt }),
    },
  });
});
test.afterEach(() => shop.close());

/** The banner has a new answer. */
const say = (page: Page, said: object) =>
  page.evaluate(async (answers) => {
    Object.assign(window, { said: answers });
    aisle.consent.ask();
    await Promise.resolve();
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }, said);
const recordsIn = async (page: Page) =>
  (recordIn(await deviceOf(page), 'state', 'records') ?? []) as Record<string, unknown>[];

const TC = 'CPyZ7kAPyZ7kAAGABCENDRCsAP_AAH_AAAAAJrNf_X__b2_j-_5_f_t0eY1P9_7__-0zjhfdt-8N3f_X_L8X42M7vF36tq4KuR4Eu3';
const proof = { atMs: Date.now(), policyVersion: '2026-11', platform: 'klaro 0.7.22', text: TC };

test('B38: each change is one more record, with all that proves it', async ({ page }) => {
  const beganMs = Date.now();
  await page.goto(shop.url);
  await say(page, { ...ALL_GRANTED, proof });
  await say(page, { ...ALL_GRANTED, marketing: 'denied', proof });
  const records = await recordsIn(page);
  const granted = { necessary: 'granted', ...ALL_GRANTED };
  const { text: _, ...shown } = proof;
  const sources = { 'data-consent': { ...ALL_GRANTED, ...shown } };
  const sha256 = { 'data-consent': createHash('sha256').update(TC).digest('hex') };
  const common = { id: expect.any(String), atMs: expect.any(Number), policyVersion: '2026-11', region: 'opt-in' };
  const facts = { ...common, method: 'explicit', gpc: false, sdk: '0.1.0', sha256 };
  expect(records).toEqual([
    { ...facts, before: null, after: granted, sources },
    {
      ...facts,
      before: granted,
      after: { ...granted, marketing: 'denied' },
      sources: { 'data-consent': { ...sources['data-consent'], marketing: 'denied' } },
    },
  ]);
  for (const { atMs } of records as { atMs: number }[]) expect(atMs).toBeGreaterThanOrEqual(beganMs);
});

test('B38: of a consent string only its hash is on the device, and nothing of it leaves', async ({ page, context }) => {
  const bodies: string[] = [];
  context.on('request', (request) => bodies.push(bodyText(request)));
  await page.goto(shop.url);
  await say(page, { ...ALL_GRANTED, proof });
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.waitForTimeout(600);
  const text = await storedText(page);
  expect(text).toContain(createHash('sha256').update(TC).digest('hex'));
  expect(text).not.toContain(TC);
  expect(bodies.join()).not.toContain(TC);
  expect(bodies.join()).toContain('page_view');
});

test('B38: records are only ever added, over pages and tabs; what was said again adds none', async ({ context }) => {
  const page = await context.newPage();
  await page.goto(shop.url);
  await say(page, { ...ALL_GRANTED, proof });
  const first = await recordsIn(page);
  await page.evaluate((said) => sessionStorage.setItem('said', JSON.stringify(said)), { ...ALL_GRANTED, proof });
  await page.reload();
  await page.evaluate(() => aisle.flush());
  const other = await context.newPage();
  await other.goto(shop.url);
  await say(other, { ...ALL_GRANTED, proof });
  expect(await recordsIn(page)).toEqual(first);
  await say(page, { ...ALL_GRANTED, sharing: 'denied', proof });
  await say(page, { ...ALL_GRANTED, proof });
  const records = await recordsIn(page);
  expect(records.slice(0, 1)).toEqual(first);
  expect(records).toHaveLength(3);
});

test('B38: a bare refusal leaves nothing of ours on the device', async ({ page }) => {
  await page.goto(shop.url);
  await say(page, { personalization: 'denied', measurement: 'denied', marketing: 'denied', sharing: 'denied', proof });
  await page.waitForTimeout(500);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});

test('B38: a refusal of what was granted before ends the records with all else', async ({ page }) => {
  await page.goto(shop.url);
  await say(page, { ...ALL_GRANTED, proof });
  expect(await recordsIn(page)).toHaveLength(1);
  await say(page, { personalization: 'denied', measurement: 'denied', marketing: 'denied', sharing: 'denied', proof });
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
});

test('B38: a record says how consent came about: by the region’s silence, by a platform’s default, by a click', async ({
  page,
}) => {
  await page.goto(`${shop.url}/opt-out`);
  await page.evaluate(() => aisle.flush());
  await say(page, { ...ALL_GRANTED, sharing: 'denied', proof: { ...proof, implicit: true } });
  await say(page, { ...ALL_GRANTED, proof });
  expect((await recordsIn(page)).map(({ method, region }) => [method, region])).toEqual([
    ['default', 'opt-out'],
    ['implicit', 'opt-out'],
    ['explicit', 'opt-out'],
  ]);
});

test('B38: the records can be exported, and hold no event and nothing that singles out a device', async ({ page }) => {
  await page.goto(`${shop.url}/?utm_source=news`);
  await say(page, { ...ALL_GRANTED, proof });
  const records = (await page.evaluate(async () => (await aisle.privacy.export())?.records)) ?? [];
  expect(records).toEqual(await recordsIn(page));
  const text = JSON.stringify(records);
  const { visitorId, session } = (await page.evaluate(async () => (await aisle.privacy.export())?.head)) ?? {};
  expect(visitorId).toBeTruthy();
  for (const secret of [visitorId, session?.id, 'page_view', '127.0.0.1', 'Mozilla'])
    expect(text).not.toContain(secret);
});

test('B21: every stored event names its purposes, its record, the policy, the region and the signal', async ({
  page,
}) => {
  shop.refuse(503);
  await page.goto(shop.url);
  await say(page, { ...ALL_GRANTED, proof });
  const [record] = await recordsIn(page);
  const stored = await page.evaluate(() => aisle.privacy.export());
  const events = [...(stored?.log ?? []), ...(stored?.outbox ?? [])];
  expect(events.length).toBeGreaterThan(1);
  for (const { consent } of events)
    expect(consent).toEqual({
      purposes: ['personalization', 'measurement', 'marketing', 'sharing'],
      record: record?.['id'],
      region: 'opt-in',
      gpc: false,
      policyVersion: '2026-11',
    });
});

test('B38: a second change while the first is being written is recorded, too', async ({ page }) => {
  await page.goto(shop.url);
  await say(page, { ...ALL_GRANTED, proof });
  await page.evaluate(async (all) => {
    const put = IDBObjectStore.prototype.put;
    // The head is put in the middle of the transaction that writes the first change.
    IDBObjectStore.prototype.put = function (...values) {
      IDBObjectStore.prototype.put = put;
      aisle.consent.set({ ...all, marketing: 'denied', sharing: 'denied' });
      return put.apply(this, values);
    };
    aisle.consent.set({ ...all, sharing: 'pending' });
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, ALL_GRANTED);
  const [, ...later] = (await recordsIn(page)) as { after: Record<string, string> }[];
  expect(later.at(-1)?.after).toMatchObject({ marketing: 'denied', sharing: 'denied' });
});
