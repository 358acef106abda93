import { expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, takeAll } from '../hostile-shop.js';
import { TEMPLATE, chunksOf, playbookOf, slots, strangersIn, watchHarm } from './harm.js';
import { EVIL_URLS, PUBLIC, VECTORS, WRITTEN } from './vectors.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
});
test.afterEach(() => shop.close());

test(`S11: ${VECTORS.length} vectors (${WRITTEN.length} written, ${PUBLIC.length} public) through every field of a playbook run nothing, and texts are shown as texts`, async ({
  page,
}) => {
  test.setTimeout(240_000);
  const harm = await watchHarm(page, shop.url);
  let shown = 0;
  for (const vectors of chunksOf(VECTORS, 120)) {
    shop.serve('/playbook.json', { body: JSON.stringify(playbookOf(vectors, '/p/x?{vector}')) });
    shop.serve(
      '/',
      hostilePage({
        attributes: 'data-consent="granted" data-ingest="/v1/batch" data-playbook="/playbook.json"',
        body: slots(vectors, TEMPLATE),
      }),
    );
    await page.goto(shop.url);
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-aisle-slot] h2').length === count,
      vectors.length,
    );
    const texts = await page.evaluate(() => [...document.querySelectorAll('h2')].map(({ textContent }) => textContent));
    // What carries the answer here keeps no lone surrogate.
    expect(
      texts.filter((text, at) => text !== vectors[at]?.replaceAll(/\p{Surrogate}/gu, '\uFFFD') && text !== vectors[at]),
    ).toEqual([]);
    expect(await page.locator('[data-aisle-slot=slot-0] li b').count()).toBe(new Set(vectors).size);
    expect(await strangersIn(page)).toEqual([]);
    // All that reacts to a pointer, a focus or a toggle, reacts.
    await page.evaluate(async () => {
      for (const element of document.querySelectorAll('[data-aisle-slot] *'))
        for (const type of ['mouseover', 'pointerenter', 'focus', 'error', 'load', 'toggle', 'animationstart'])
          element.dispatchEvent(new Event(type));
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    shown += vectors.length;
    // The next page begins without the playbook of this one.
    await page.evaluate(() => aisle.consent.withdraw());
  }
  console.log(`S11: ${shown} vectors shown in playbooks`);
  expect(harm).toEqual([]);
});

test(`S12: ${EVIL_URLS.length} addresses that are none of the web are dropped from links and images`, async ({
  page,
}) => {
  const harm = await watchHarm(page, shop.url);
  shop.serve('/playbook.json', { body: JSON.stringify(playbookOf(EVIL_URLS)) });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-playbook="/playbook.json"',
      body: slots(EVIL_URLS, TEMPLATE),
    }),
  );
  await page.goto(shop.url);
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-aisle-slot] h2').length === count,
    EVIL_URLS.length,
  );
  const left = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-aisle-slot] [href], [data-aisle-slot] [src]')].map(
      (element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '',
    ),
  );
  // What a browser reads as a path of the shop may stay: it leads nowhere else.
  expect(left.map((value) => new URL(value, shop.url)).filter(({ origin }) => origin !== shop.url)).toEqual([]);
  expect(await strangersIn(page)).toEqual([]);
  for (const link of await page.locator('a[href]').all())
    expect(await link.evaluate((at) => (at as HTMLAnchorElement).protocol)).toBe('http:');
  expect(harm).toEqual([]);
});

test('S11: an address of another host is a link that a playbook may set, and nothing is asked of it', async ({
  page,
}) => {
  const harm = await watchHarm(page, shop.url);
  const hosts = [
    'https://evil.example/',
    '//evil.example/',
    'http:\\\\evil.example',
    '/\\evil.example',
    'https:evil.example',
  ];
  shop.serve('/playbook.json', { body: JSON.stringify(playbookOf(hosts)) });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-playbook="/playbook.json"',
      body: slots(hosts, '<template><h2 data-aisle-text="title"></h2><a data-aisle-attr="href:url">x</a></template>'),
    }),
  );
  await page.goto(shop.url);
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-aisle-slot] h2').length === count,
    hosts.length,
  );
  expect(harm).toEqual([]);
});

test('S13: no HTML is ever allowed: what a template gets is text, in a script element, too', async ({ page }) => {
  const harm = await watchHarm(page, shop.url);
  const vectors = WRITTEN.slice(0, 60);
  shop.serve('/playbook.json', { body: JSON.stringify(playbookOf(vectors, 'https://evil.example/{vector}')) });
  await page.addInitScript(() => {
    const used: string[] = [];
    Reflect.set(window, 'used', used);
    for (const [face, name] of [
      ['Element', 'innerHTML'],
      ['Element', 'outerHTML'],
      ['ShadowRoot', 'innerHTML'],
    ] as const) {
      const holder = (Reflect.get(window, face) as { prototype: object }).prototype;
      Object.defineProperty(holder, name, {
        configurable: true,
        set() {
          used.push(name);
        },
      });
    }
    for (const [face, name] of [
      ['Element', 'insertAdjacentHTML'],
      ['Element', 'setHTML'],
      ['Element', 'setHTMLUnsafe'],
      ['Range', 'createContextualFragment'],
      ['DOMParser', 'parseFromString'],
      ['Document', 'write'],
      ['Document', 'execCommand'],
    ] as const) {
      const holder = (Reflect.get(window, face) as { prototype: object }).prototype;
      Object.defineProperty(holder, name, { value: () => void used.push(name) });
    }
  });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-playbook="/playbook.json"',
      body: slots(
        vectors,
        '<template><h2 data-aisle-text="title"></h2><p data-aisle-if="title"><b data-aisle-text="title"></b></p></template>',
      ),
    }),
  );
  await page.goto(shop.url);
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-aisle-slot] h2').length === count,
    vectors.length,
  );
  await page.evaluate(() => aisle.consent.withdraw());
  expect(await page.evaluate(() => Reflect.get(window, 'used'))).toEqual([]);
  expect(harm).toEqual([]);
});

test(`S11: ${VECTORS.length} vectors as titles, addresses, items, campaigns, segments and words of an explanation run nothing`, async ({
  page,
}) => {
  test.setTimeout(240_000);
  const harm = await watchHarm(page, shop.url);
  const vectors = WRITTEN.slice(0, 40);
  shop.serve('/playbook.json', { body: JSON.stringify(playbookOf(vectors)) });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-ingest="/v1/batch" data-playbook="/playbook.json"',
      body: '<pre id="out"></pre>',
    }),
  );
  await page.goto(shop.url);
  await page.waitForFunction(() => aisle.decide('slot-0').playbook !== null);
  const count = await page.evaluate(async (all) => {
    const heard: unknown[] = [];
    for (const type of ['event', 'segment', 'decision', 'exposure'] as const)
      aisle.on(type, (value) => heard.push(value));
    let said = 0;
    for (const [at, vector] of all.entries()) {
      document.title = vector;
      history.pushState(
        null,
        '',
        `/p/${encodeURIComponent(vector.replace(/\p{Surrogate}/gu, ''))}?utm_campaign=${encodeURIComponent(vector.replace(/\p{Surrogate}/gu, ''))}`,
      );
      const items = [{ item_id: vector, item_name: vector, item_brand: vector, item_category: vector, price: 1 }];
      aisle.record('view_item', { items, [vector]: vector, search_term: vector, currency: vector });
      aisle.record(vector, { [vector]: vector });
      aisle.decide(vector);
      aisle.variation(vector);
      aisle.expose(vector);
      aisle.force(vector, vector);
      aisle.recommend(vector);
      if (at % 20 === 0) {
        const explanation = await aisle.explain(`slot-${at % 40}`);
        (document.querySelector('#out') as HTMLElement).textContent = JSON.stringify(explanation);
      }
      said += 1;
    }
    await aisle.flush();
    const stored = await aisle.privacy.export();
    return [said, heard.length > 0, (stored?.log.length ?? 0) > 0];
  }, VECTORS);
  expect(count).toEqual([VECTORS.length, true, true]);
  expect(await page.locator('script').count()).toBe(1);
  expect(harm).toEqual([]);
});

test('S11: a script, style, frame or base in a shop’s template takes no text and no address from data', async ({
  page,
}) => {
  const harm = await watchHarm(page, shop.url);
  const body = ['script', 'style', 'iframe', 'embed', 'object', 'base', 'link', 'meta', 'svg']
    .map(
      (name) =>
        `<${name} rel="stylesheet" data-aisle-text="title" data-aisle-attr="src:url href:url title:url"></${name}>`,
    )
    .join('')
    .replaceAll(/<svg[^]*/g, '<svg><script data-aisle-text="title" data-aisle-attr="href:url"></script></svg>');
  shop.serve('/playbook.json', { body: JSON.stringify(playbookOf(['pwn()'], 'https://evil.example/x')) });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-playbook="/playbook.json"',
      body: slots(['pwn()'], `<template><h2 data-aisle-text="title"></h2>${body}</template>`),
    }),
  );
  await page.goto(shop.url);
  await expect(page.locator('h2')).toHaveText('pwn()');
  await page.waitForTimeout(300);
  expect(harm).toEqual([]);
});

test('S11: the harm is heard where HTML is allowed', async ({ page }) => {
  const harm = await watchHarm(page, shop.url);
  shop.serve('/', '<!doctype html><link rel="icon" href="data:,"><div id="sink"></div>');
  await page.goto(shop.url);
  await page.evaluate(
    (vectors) => {
      for (const vector of vectors) (document.querySelector('#sink') as HTMLElement).innerHTML = vector;
    },
    ['<img src=x onerror=pwn()>', '<img src=//evil.example/x.png>'],
  );
  await expect.poll(() => harm.length).toBeGreaterThan(1);
});
