import { type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { storedText } from '../../../helpers/stored-text.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, publishedWith, slotWith, takeAll } from '../hostile-shop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
});
test.afterEach(() => shop.close());

const states = (page: Page) =>
  page.evaluate(() => {
    const { personalization, measurement, marketing, sharing } = aisle.consent.get();
    return [personalization, measurement, marketing, sharing].join();
  });
const PENDING = 'pending,pending,pending,pending';
const ready = (page: Page) =>
  page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');

/** Plain JSON, as one hole in somebody's `merge` lets it in. */
const POLLUTED: Readonly<Record<string, unknown>> = {
  ingest: 'URL/v1/batch',
  site: 'evil',
  consent: 'granted',
  dataConsent: 'granted',
  region: 'opt-out',
  gpcOverride: 'explicit',
  gpc: 'none',
  consentTtlDays: 1e9,
  policyVersion: 'x',
  retentionDays: 1e9,
  preConsentBuffer: 1e9,
  cmpTimeoutMs: 1,
  traffic: 'bot',
  plugins: [{ name: 'evil' }],
  playbook: 'URL/evil.json',
  slots: { hero: 'evil' },
  recommenders: {},
  experiments: {},
  templates: {},
  proof: { atMs: 9e15 },
  implicit: false,
  atMs: 9e15,
  granted: true,
  personalization: 'granted',
  measurement: 'granted',
  marketing: 'granted',
  sharing: 'granted',
  sources: { evil: { personalization: 'granted' } },
  credentials: 'include',
  referrer: 'https://evil.example',
  method: 'GET',
  mode: 'no-cors',
  headers: { 'x-evil': '1' },
  value: 'evil',
  enumerable: true,
  status: 'accepted',
  results: [{ status: 'accepted' }],
  head: { evil: true },
  v: 3,
  drafts: [],
  tokens: ['evil'],
};

/** Pollutes before anything else, for as long as a page takes to start; the test's own tools could not stand it. */
const polluting = (values: Readonly<Record<string, unknown>>, url: string): string =>
  `const polluted = JSON.parse(${JSON.stringify(JSON.stringify(values).replaceAll('URL', url))});
  for (const [key, value] of Object.entries(polluted)) Object.prototype[key] = value;
  document.addEventListener('DOMContentLoaded', () => {
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    dispatchEvent(new Event('CookiebotOnConsentReady'));
    aisle('consent.ask');
  });
  setTimeout(() => {
    for (const key of Object.keys(polluted)) delete Object.prototype[key];
    window.isClean = true;
  }, 900);`;

const openPolluted = async (page: Page, values: Readonly<Record<string, unknown>>, before = ''): Promise<void> => {
  shop.serve('/pollute.js', `${before};\n{${polluting(values, shop.otherUrl)}}`);
  await page.goto(shop.url);
  await page.waitForTimeout(1_100);
  expect(await page.evaluate(() => Reflect.get(window, 'isClean'))).toBe(true);
  await ready(page);
};
const HEAD = '<script src="/pollute.js"></script>';

for (const consent of ['auto', 'manual'])
  for (const [key, value] of Object.entries(POLLUTED))
    test(`S14, S15: Object.prototype.${key} is no option and no answer under data-consent="${consent}"`, async ({
      page,
    }) => {
      shop.serve('/', hostilePage({ head: HEAD, attributes: `data-consent="${consent}"` }));
      await openPolluted(page, { [key]: value });
      expect(await states(page)).toBe(PENDING);
      expect(shop.seen.filter(({ method, path }) => method !== 'GET' || path.includes('evil'))).toEqual([]);
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    });

/** What a platform would say that is nothing but JSON: whoever can pollute a prototype can put it there. */
const SAID: Readonly<Record<string, unknown>> = {
  Cookiebot: {
    hasResponse: true,
    consent: { preferences: true, statistics: true, marketing: true, method: 'explicit' },
  },
  dataLayer: [
    [
      'consent',
      'update',
      {
        personalization_storage: 'granted',
        analytics_storage: 'granted',
        ad_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'granted',
      },
    ],
  ],
  tarteaucitron: {
    job: ['x'],
    services: { x: { type: 'analytic' } },
    state: { x: true },
  },
  OnetrustActiveGroups: ',C0002,C0003,C0004,',
  klaro: { defaultConfig: {} },
  Shopify: { customerPrivacy: { consentStatus: 'loaded' } },
};

for (const [key, value] of Object.entries(SAID))
  test(`S15: a platform ${key} that only Object.prototype has is none`, async ({ page }) => {
    shop.serve('/', hostilePage({ head: HEAD, attributes: 'data-consent="auto" data-ingest="/v1/batch"' }));
    await openPolluted(page, { [key]: value });
    expect(await states(page)).toBe(PENDING);
    expect(shop.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

/** Real platforms that have not been answered, beside a prototype that says they have. */
const UNANSWERED: Readonly<Record<string, readonly [string, Readonly<Record<string, unknown>>]>> = {
  Cookiebot: [
    'window.Cookiebot = { consent: { method: null } }',
    { hasResponse: true, statistics: true, preferences: true, marketing: true },
  ],
  'google consent mode': [
    "window.dataLayer = []; (function () { dataLayer.push(arguments) })('consent', 'update', { security_storage: 'granted' })",
    { analytics_storage: 'granted', personalization_storage: 'granted' },
  ],
  OneTrust: ['window.OneTrust = { IsAlertBoxClosed: () => false }', { C0002: true }],
  Didomi: [
    'window.Didomi = { shouldUserStatusBeCollected: () => false, getCurrentUserStatus: () => ({ purposes: {}, updated: new Date().toISOString() }) }',
    { enabled: true, cookies: { enabled: true }, measure_content_performance: { enabled: true } },
  ],
  tcf: [
    `window.__tcfapi = (command, version, callback) => callback({ gdprApplies: true, eventStatus: 'tcloaded', tcString: 'x', cmpId: 1, cmpVersion: 1, purpose: { consents: {} }, vendor: { consents: {} } }, true)`,
    { 1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 8: true },
  ],
  c15t: [
    `window.c15tStore = { getState: () => ({ consents: {}, consentInfo: { time: Date.now() } }), subscribe: () => () => {} }`,
    { measurement: true, marketing: true, experience: true, functionality: true },
  ],
  tarteaucitron: [
    `window.tarteaucitron = { job: ['x'], services: { x: { type: 'analytic' } }, state: {} }`,
    { x: true },
  ],
  Shopify: [
    `window.Shopify = { customerPrivacy: { currentVisitorConsent: () => ({}), preferencesProcessingAllowed: () => true, analyticsProcessingAllowed: () => true, marketingAllowed: () => true, saleOfDataAllowed: () => true } }`,
    { preferences: 'yes', analytics: 'yes', marketing: 'yes', sale_of_data: 'yes' },
  ],
};

for (const [name, [platform, polluted]] of Object.entries(UNANSWERED))
  test(`S15: what Object.prototype says in the place of ${name} grants nothing`, async ({ page }) => {
    shop.serve('/', hostilePage({ head: HEAD, attributes: 'data-consent="auto" data-ingest="/v1/batch"' }));
    await openPolluted(page, polluted, platform);
    expect(await states(page)).not.toContain('granted');
  });

const EVIL_JSON = [
  '{"__proto__":{"polluted":"yes"}}',
  '{"constructor":{"prototype":{"polluted":"yes"}}}',
  '{"a":{"__proto__":{"polluted":"yes"}}}',
  '{"items":[{"__proto__":{"polluted":"yes"},"item_id":"A"}]}',
  '{"items":[{"item_id":"__proto__","item_category":"__proto__"}]}',
  '{"items":[{"item_id":"constructor","item_category":"prototype","item_brand":"__proto__"}]}',
  '{"search_term":"__proto__","transaction_id":"__proto__","experiment":"__proto__"}',
];

test('S14: own keys named __proto__ in anything that comes in pollute nothing', async ({ page }) => {
  const troubles = watchTroubles(page);
  const evil = (text: string): string =>
    text.replaceAll('"EVIL"', '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}');
  const playbook = JSON.stringify(
    publishedWith({
      segments: [{ id: '__proto__', title: 'x', when: [] }],
      stages: [{ id: '__proto__', when: [], from: 'EVIL' }],
      experiments: [
        {
          id: '__proto__',
          version: 1,
          variations: ['a'],
          levels: [],
          ranges: [[0, 1]],
          seed: 's',
          hashVersion: 1,
          namespace: null,
          when: [],
        },
      ],
      recommenders: [
        { id: '__proto__', strategy: '__proto__', fallback: '__proto__' },
        { id: 'r', strategy: 'popular' },
      ],
      catalogue: [{ item_id: '__proto__', item_name: 'x', item_category: '__proto__' }, 'EVIL'],
      slots: [
        slotWith('hero', { content: 'EVIL', recommend: { recommender: 'r', limit: 3, atLeast: 0 } }),
        slotWith('__proto__', {}),
      ],
    }),
  );
  shop.serve('/playbook.json', { body: evil(playbook) });
  shop.serve('/v1/batch', {
    answer({ body }, response) {
      const [first] = (JSON.parse(body) as { events: { id: string }[] }).events;
      response.writeHead(202);
      response.end(
        evil(
          `{"__proto__":{"polluted":"yes"},"results":[{"id":"${first?.id}","status":"accepted","x":"EVIL"},"EVIL"]}`,
        ),
      );
    },
  });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="manual" data-ingest="/v1/batch" data-playbook="/playbook.json"',
      body: '<section data-aisle-slot="hero"><template><b data-aisle-text="__proto__"></b><i data-aisle-text="constructor"></i></template></section><section data-aisle-slot="__proto__"></section>',
    }),
  );
  shop.serve('/bare', '<!doctype html><link rel="icon" href="data:,">');
  await page.goto(`${shop.url}/bare`);
  await page.evaluate((text) => {
    localStorage.setItem(
      'aisle-demo',
      `{"v":3,"__proto__":{"polluted":"yes"},"assigned":${text},"picks":${text},"head":{"__proto__":{"polluted":"yes"},"segments":["__proto__"],"sessions":[],"flushes":[],"record":null,"session":null,"stage":"__proto__","visitorId":null,"visitorSinceMs":null,"profile":{"v":1,"__proto__":{"polluted":"yes"}}}}`,
    );
    localStorage.setItem(
      'aisle-demo/t',
      `[{"id":"__proto__","drafts":[{"__proto__":{"polluted":"yes"},"id":"e","name":"view_item","atMs":1,"offsetMs":0,"granted":["personalization","measurement"],"late":false,"params":${text}}]}]`,
    );
  }, EVIL_JSON[0] ?? '');
  await page.goto(shop.url);
  await ready(page);
  const polluted = await page.evaluate(async (texts) => {
    aisle.consent.set(
      JSON.parse('{"__proto__":{"personalization":"granted"},"personalization":"granted","measurement":"granted"}'),
    );
    for (const text of texts) {
      aisle.record('view_item', JSON.parse(text));
      aisle.record('add_to_cart', JSON.parse(text));
      aisle.record('purchase', JSON.parse(text));
      Reflect.get(window, 'dataLayer').push({ event: 'view_item', ecommerce: JSON.parse(text), ...JSON.parse(text) });
      aisle.consent.set(JSON.parse(text));
      aisle.recommend('r', JSON.parse(text));
    }
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      aisle.record(name, JSON.parse('{"change":"entered"}'));
      aisle.force(name, 'polluted');
      aisle.decide(name);
      aisle.variation(name);
      aisle.expose(name);
      aisle.recommend(name);
      await aisle.explain(name);
      aisle(`${name}.${name}`, { polluted: 'yes' });
      aisle('__proto__.polluted', 'yes');
      aisle('record.constructor', 'globalThis.polluted = 1');
    }
    await aisle.flush();
    await aisle.privacy.export();
    return [
      Reflect.get({}, 'polluted'),
      Reflect.get(() => 1, 'polluted'),
      Object.keys(Object.prototype),
      Reflect.get(window, 'polluted'),
    ];
  }, EVIL_JSON);
  expect(polluted).toEqual([undefined, undefined, [], undefined]);
  expect(troubles).toEqual([]);
});

test('S15: a polluted prototype widens nothing for a shopper who refused, and unlocks no field', async ({ page }) => {
  shop.serve('/', hostilePage({ head: HEAD, attributes: 'data-consent="denied" data-ingest="/v1/batch"' }));
  await openPolluted(page, POLLUTED);
  expect(await states(page)).toBe('denied,denied,denied,denied');
  expect(shop.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(await storedText(page)).not.toContain('aisle-demo');
});
