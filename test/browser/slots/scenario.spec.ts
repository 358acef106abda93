import { publish } from '@aisle/engine';
import { expect, test } from 'playwright/test';
import type { Playbook } from '@aisle/schema';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';

const item = (id: string, category: string) => ({
  item_id: id,
  item_name: `Item ${id}`,
  item_category: category,
  price: 10,
  x_url: `/p/${id}`,
  x_image: id === 'EVIL' ? 'javascript:alert(1)' : `/i/${id}.svg`,
});

const playbook: Playbook = {
  v: 1,
  version: 'test-1',
  currency: 'EUR',
  segments: [
    { id: 'newcomers', title: 'Newcomers', when: { 'profile.counts.view_item': { $exists: false } } },
    { id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } },
  ],
  recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
  slots: [
    {
      id: 'hero',
      swap: 'before-paint',
      candidates: [
        {
          id: 'again',
          when: { segments: { $elemMatch: { $eq: 'lookers' } } },
          content: { title: '<b>Again</b>', href: 'java\nscript:alert(1)', cta: '' },
          recommend: { recommender: 'recent' },
        },
      ],
    },
    { id: 'late', swap: 'within-budget', budgetMs: 0, candidates: [{ id: 'hello', content: { title: 'Hello' } }] },
    { id: 'below', swap: 'within-budget', budgetMs: 0, candidates: [{ id: 'hello', content: { title: 'Hello' } }] },
    {
      id: 'header',
      swap: 'within-budget',
      budgetMs: 5_000,
      candidates: [
        { id: 'other', priority: 2, when: { 'page.path': '/other' }, content: { title: 'Other' } },
        { id: 'again', priority: 1, when: { 'profile.counts.view_item': { $gte: 1 } }, content: { title: 'Again' } },
        { id: 'first', content: { title: 'First' } },
      ],
    },
    { id: 'bare', candidates: [{ id: 'hello', content: { title: 'Hello' } }] },
  ],
  catalogue: [item('A', 'Knives'), item('B', 'Pans'), item('EVIL', 'Pans')],
};

const template = `<template><h2 data-aisle-text="title"></h2><a data-aisle-attr="href:href onclick:title" id="link">go</a>
<em data-aisle-if="cta" data-aisle-text="cta"></em>
<ul><li data-aisle-each="items"><a data-aisle-attr="href:x_url"><img data-aisle-attr="src:x_image alt:item_name"><span data-aisle-text="item_name"></span> <b data-aisle-money="price"></b></a></li></ul></template>`;
const body = `<section data-aisle-slot="hero" style="min-height:200px"><p>Default hero</p>${template}</section>
<section data-aisle-slot="late"><p>Default late</p>${template}</section>
<section data-aisle-slot="bare"><p>Default bare</p></section>
<div style="height:3000px"></div>
<section data-aisle-slot="below"><p>Default below</p>${template}</section>`;
const attributes = 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    brokenPlaybook: JSON.stringify({ ...publish(playbook), slots: {} }),
    pages: {
      '/': shopPage({ attributes, body }),
      '/p/A': shopPage({ attributes }),
      '/app': shopPage({ attributes, body: `<header data-aisle-slot="header"><p>Default</p>${template}</header>` }),
      '/broken': shopPage({
        attributes: attributes.replace('/v1/sites/demo/playbook.json', '/broken-playbook.json'),
        body,
      }),
      '/asks': shopPage({ attributes: attributes.replace('granted', 'manual'), body }),
      '/denied': shopPage({ attributes: attributes.replace('granted', 'denied'), body }),
    },
  });
});
test.afterEach(() => shop.close());

const view = async (page: import('playwright/test').Page, ...ids: string[]) => {
  await page.goto(`${shop.url}/p/A`);
  await page.evaluate(async (items) => {
    for (const id of items) aisle('record', 'view_item', { items: [{ item_id: id }] });
    await aisle.flush();
  }, ids);
  // What the next page starts with: the profile, and what recommenders found once their code was there.
  await page.waitForFunction((items) => {
    const { head, picks } = JSON.parse(localStorage.getItem('aisle-demo') ?? '{}');
    const seen = head?.profile.recents.map((one: { itemId: string }) => one.itemId) ?? [];
    return picks && items.every((id) => seen.includes(id));
  }, ids);
};

test('a returning shopper never sees the default content of a slot that changes before the first paint', async ({
  page,
}) => {
  await view(page, 'A', 'B');
  await page.addInitScript(() => {
    const seen: (string | undefined)[] = ((window as unknown as { seen: unknown[] }).seen = []) as never;
    const look = () => {
      seen.push(document.querySelector('[data-aisle-slot=hero]')?.firstElementChild?.textContent ?? undefined);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(shop.url);
  await page.waitForTimeout(300);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen.filter(Boolean));
  expect(seen.length).toBeGreaterThan(2);
  expect(new Set(seen)).toEqual(new Set(['<b>Again</b>']));
});

test('a template shows text and safe attributes only', async ({ page }) => {
  await view(page, 'EVIL', 'A');
  await page.goto(shop.url);
  const hero = page.locator('[data-aisle-slot=hero]');
  await expect(hero.locator('h2')).toHaveText('<b>Again</b>');
  await expect(hero.locator('#link')).not.toHaveAttribute('href');
  await expect(hero.locator('#link')).not.toHaveAttribute('onclick');
  await expect(hero.locator('em')).toHaveCount(0);
  await expect(hero.locator('li')).toHaveText([/Item A €10\.00/, /Item EVIL €10\.00/]);
  await expect(hero.locator('img').first()).toHaveAttribute('src', '/i/A.svg');
  await expect(hero.locator('img').nth(1)).not.toHaveAttribute('src');
});

test('a slot in front of the shopper keeps its default content when its budget is over; one out of sight is filled', async ({
  page,
}) => {
  await page.route('**/playbook.json', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=below] h2')).toHaveText('Hello');
  await expect(page.locator('[data-aisle-slot=late]')).toContainText('Default late');
  await expect(page.locator('[data-aisle-slot=bare]')).toContainText('Default bare');
});

test('stop puts the page back byte for byte', async ({ page }) => {
  await view(page, 'A');
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=hero] h2')).toHaveText('<b>Again</b>');
  const [after, before] = await page.evaluate(async () => {
    aisle.stop();
    const text = await (await fetch(location.href)).text();
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    return [document.body.innerHTML, parsed.body.innerHTML];
  });
  expect(after).toBe(before);
  expect(
    await page.evaluate(() => [
      Object.hasOwn(history, 'pushState'),
      Object.hasOwn(Reflect.get(window, 'dataLayer'), 'push'),
    ]),
  ).toEqual([false, false]);
});

test('deciding again changes nothing that need not change', async ({ page }) => {
  await page.goto(shop.url);
  const below = page.locator('[data-aisle-slot=below]');
  await expect(below.locator('h2')).toHaveText('Hello');
  await below.locator('h2').evaluate((heading) => heading.setAttribute('data-mark', ''));
  await page.evaluate(() => history.pushState(null, '', '/?page=2'));
  await page.evaluate(() => history.pushState(null, '', '/other'));
  await page.waitForTimeout(200);
  await expect(below.locator('h2[data-mark]')).toHaveCount(1);
});

test('a slot half seen for a second is an exposure, once; a click in it is one, too', async ({ page }) => {
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=below] h2')).toHaveText('Hello');
  await page.locator('[data-aisle-slot=below]').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('[data-aisle-slot=below]').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1300);
  await page.locator('[data-aisle-slot=below] #link').click();
  await page.evaluate(() => aisle.flush());
  const about = shop.events().filter(({ params }) => params['slot'] === 'below');
  expect(about.map(({ name, params }) => [name, params['candidate'], params['playbook']])).toEqual([
    ['x_exposure', 'hello', 'test-1'],
    ['x_slot_click', 'hello', 'test-1'],
  ]);
  expect(about[0]?.params['decision_id']).toBe(about[1]?.params['decision_id']);
});

test('a slot that leaves the page takes its default content with it', async ({ page }) => {
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=below] h2')).toHaveText('Hello');
  const text = await page.evaluate(async () => {
    const slot = document.querySelector('[data-aisle-slot=below]') as HTMLElement;
    slot.remove();
    history.pushState(null, '', '/elsewhere');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return slot.textContent;
  });
  expect(text).toContain('Default below');
});

test('a playbook that is none leaves the page alone and names the field', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await page.goto(`${shop.url}/broken`);
  await page.waitForTimeout(500);
  await expect(page.locator('[data-aisle-slot=below]')).toContainText('Default below');
  expect(warnings).toEqual(['playbook/invalid: slots: publish it']);
  const decision = await page.evaluate(() => aisle.decide('hero'));
  expect(decision).toMatchObject({ candidate: null, reason: 'no-playbook' });
});

test('with everything denied decisions are made from the page alone', async ({ page }) => {
  await page.goto(`${shop.url}/denied`);
  await expect(page.locator('[data-aisle-slot=below] h2')).toHaveText('Hello');
  await expect(page.locator('[data-aisle-slot=hero]')).toContainText('Default hero');
});

test('nobody enters or leaves a segment before it is known who they are', async ({ page }) => {
  const moves = () =>
    shop.events().flatMap(({ name, params }) => (name === 'x_segment' ? [[params['segment'], params['change']]] : []));
  await view(page, 'A');
  await page.evaluate(() => aisle.flush());
  const before = moves();
  expect(before).toContainEqual(['lookers', 'entered']);
  await page.goto(`${shop.url}/asks`);
  // Without the quick copy the store has to be asked, too.
  await page.evaluate(() => localStorage.clear());
  await page.waitForTimeout(600);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
  });
  await page.waitForTimeout(500);
  await page.evaluate(() => aisle.flush());
  expect(moves()).toEqual(before);
});

test('entering a segment is told once on a device, over page loads', async ({ page }) => {
  await view(page, 'A');
  await view(page, 'B');
  const entered = shop.events().filter(({ name, params }) => name === 'x_segment' && params['segment'] === 'lookers');
  expect(entered.map(({ params }) => params)).toEqual([{ segment: 'lookers', change: 'entered' }]);
});

test('a slot in sight keeps what it shows while the page stays, and is decided anew for the next page of a single-page app', async ({
  page,
}) => {
  await page.goto(`${shop.url}/app`);
  const header = page.locator('[data-aisle-slot=header] h2');
  await expect(header).toHaveText('First');
  await page.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'A' }] }));
  // Decided anew, in sight.
  await page.evaluate(() => aisle.force('none', null));
  await expect(header).toHaveText('First');
  expect((await page.evaluate(() => aisle.decide('header'))).candidate).toBe('again');
  const seen = await page.evaluate(async () => {
    history.pushState(null, '', '/other');
    // Before the browser can paint.
    await Promise.resolve();
    await Promise.resolve();
    return document.querySelector('[data-aisle-slot=header] h2')?.textContent;
  });
  expect(seen).toBe('Other');
  await page.evaluate(() => history.back());
  await expect(header).toHaveText('Again');
});

test('code of recommenders that never comes keeps no slot waiting that needs none', async ({ page }) => {
  await page.route('**/aisle-recommend-*.js', () => undefined);
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=below] h2')).toHaveText('Hello');
  await expect(page.locator('[data-aisle-slot=hero]')).toContainText('Default hero');
});

test('code of recommenders that fails keeps no slot waiting that needs none', async ({ page }) => {
  await page.route('**/aisle-recommend-*.js', (route) => route.abort());
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=below] h2')).toHaveText('Hello');
});
