import { readdir } from 'node:fs/promises';
import { type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { storedText } from '../../../helpers/stored-text.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, takeAll } from '../hostile-shop.js';

const BUNDLE = new URL('../../../../packages/browser/dist/', import.meta.url);

/** The chunk that understands platforms. */
const platforms = `/${(await readdir(BUNDLE)).find((name) => name.startsWith('aisle-consent-'))}`;

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
});
test.afterEach(() => shop.close());

/** By global: what our code reads of it. */
const PLATFORMS: Readonly<Record<string, readonly string[]>> = {
  CookieConsent: ['validConsent', 'getUserPreferences', 'getCookie'],
  klaro: ['defaultConfig', 'getManager'],
  tarteaucitron: ['state', 'job', 'services'],
  cookieconsent: ['Popup'],
  c15tStore: ['getState', 'subscribe'],
  OneTrust: ['IsAlertBoxClosed'],
  OnetrustActiveGroups: ['split'],
  Cookiebot: ['hasResponse', 'consent', 'consentUTC'],
  Didomi: ['shouldUserStatusBeCollected', 'getCurrentUserStatus'],
  didomiOnReady: ['push'],
  didomiEventListeners: ['push'],
  Shopify: ['customerPrivacy'],
  __ucCmp: ['getConsentDetails'],
  __tcfapi: ['length'],
  __gpp: ['length'],
  dataLayer: ['push', 'slice', 'some'],
};

/** All the ways in which markup can give a global a value. */
const clobbersOf = (name: string, fields: readonly string[]): readonly string[] => [
  `<form id="${name}">${fields.map((field) => `<input name="${field}" value="granted">`).join('')}</form>`,
  `<form name="${name}">${fields.map((field) => `<button name="${field}"></button>`).join('')}</form>`,
  `<a id="${name}" href="https://granted"></a>`,
  `<a id="${name}"></a>${fields.map((field) => `<a id="${name}" name="${field}" href="tcloaded:granted"></a>`).join('')}`,
  `<img name="${name}" alt="granted">`,
  `<img id="${name}">`,
  `<object name="${name}"></object>`,
  `<object id="${name}" data="/inner"></object>`,
  `<embed name="${name}">`,
  `<iframe name="${name}" srcdoc="${fields
    .map(
      (field) =>
        `<form id=${field}><input name=statistics value=true><input name=preferences><input name=marketing><input name=customerPrivacy></form><a id=${field}></a>`,
    )
    .join('')}"></iframe>`,
  `<iframe name="${name}" src="${'/inner'}"></iframe>`,
];

const states = (page: Page) =>
  page.evaluate(() => {
    const { personalization, measurement, marketing, sharing } = aisle.consent.get();
    return [personalization, measurement, marketing, sharing];
  });

/** Every moment at which a platform would be heard, and all that the page has set a timer for, the last three seconds after it. */
const poke = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    for (const name of [
      'CookiebotOnConsentReady',
      'OneTrustGroupsUpdated',
      'tac.consent_updated',
      'cc:onConsent',
      'click',
    ])
      dispatchEvent(new Event(name));
    aisle.consent.ask();
  });
  await page.clock.runFor(3_500);
  // Code that was fetched has run once this copy of it has.
  await page.evaluate((url) => import(url), platforms);
  await page.clock.runFor(1_000);
};

for (const [name, fields] of Object.entries(PLATFORMS))
  test(`S16: markup that bears the name ${name} is no consent platform`, async ({ page }) => {
    const troubles = watchTroubles(page);
    await page.clock.install();
    shop.serve('/inner', '<!doctype html><form id="consent"><input name="statistics"></form>');
    for (const clobber of clobbersOf(name, fields)) {
      // Before the tag, as a comment of another shopper would stand.
      shop.serve(
        '/',
        hostilePage({ attributes: 'data-consent="auto" data-ingest="/v1/batch"', head: `</head><body>${clobber}` }),
      );
      await page.goto(shop.url);
      await page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');
      await poke(page);
      expect({ clobber, states: await states(page) }).toEqual({
        clobber,
        states: ['pending', 'pending', 'pending', 'pending'],
      });
    }
    expect(shop.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await storedText(page)).not.toContain('aisle-demo');
    expect(troubles).toEqual([]);
  });

test('S16: elements that bear the name aisle keep nothing from working', async ({ page }) => {
  const troubles = watchTroubles(page);
  for (const stub of ['', '<script src="/aisle-stub.js"></script>'])
    for (const clobber of clobbersOf('aisle', ['q', 'record', 'consent'])) {
      shop.serve('/', hostilePage({ attributes: 'data-consent="manual"', head: `</head><body>${clobber}${stub}` }));
      await page.goto(shop.url);
      await page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');
      expect(await states(page)).toEqual(['pending', 'pending', 'pending', 'pending']);
      expect(await page.evaluate(() => typeof aisle.record)).toBe('function');
    }
  expect(troubles).toEqual([]);
});

/** The document has named elements, too, and they hide what is built in. */
for (const builtIn of ['img', 'form', 'iframe', 'embed', 'object'])
  test(`S16: an ${builtIn} that bears the name currentScript configures nothing`, async ({ page }) => {
    const evil = `data-site="evil" data-ingest="${shop.otherUrl}/v1/batch" data-consent="granted" data-gpc-override="explicit"`;
    shop.serve(
      '/',
      hostilePage({
        attributes: 'data-consent="manual" data-ingest="/v1/batch"',
        head: `</head><body><${builtIn} name="currentScript" ${evil}></${builtIn}>`,
      }),
    );
    await page.clock.install();
    await page.goto(shop.url);
    await page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');
    await page.clock.runFor(3_500);
    await page.waitForTimeout(300);
    expect(shop.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await storedText(page)).not.toContain('evil');
    expect(await states(page)).toEqual(['pending', 'pending', 'pending', 'pending']);
  });

const NAMES =
  'title referrer baseURI documentElement readyState hidden cookie body head forms location defaultView'.split(' ');

test('S16: elements that hide what the document says widen nothing and send nothing elsewhere', async ({ page }) => {
  const troubles = watchTroubles(page);
  const clobber = NAMES.flatMap((name) => [
    `<img name="${name}" lang="x_!" src="/x.png">`,
    `<form name="${name}"><input name="lang"><input name="href" value="https://evil.example"></form>`,
  ]).join('');
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-ingest="/v1/batch" data-playbook="/playbook.json"',
      head: `</head><body>${clobber}`,
    }),
  );
  shop.serve('/x.png', { headers: { 'content-type': 'image/png' } });
  shop.serve('/icon.png', { headers: { 'content-type': 'image/png' } });
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  const batches = shop.seen.filter(({ method }) => method === 'POST');
  expect(new Set(batches.map(({ path }) => path))).toEqual(new Set(['/v1/batch']));
  expect(batches.map(({ body }) => body).join('')).toContain('view_item');
  expect(batches.map(({ body }) => body).join('')).not.toContain('evil.example');
  expect(troubles.filter((text) => !text.includes('404'))).toEqual([]);
});
