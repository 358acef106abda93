import { expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { FINGERPRINTS, spyOnMembers } from '../../../helpers/member-spy.js';
import { type HostileShop, openHostileShop } from '../hostile-shop.js';
import { WENT_WELL, serveLoop } from '../loop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
});
test.afterEach(() => shop.close());

/** What a shopper typed, or a page keeps on its elements. */
const PAGE_CONTENT: Readonly<Record<string, readonly string[]>> = {
  HTMLInputElement: ['value', 'checked', 'files', 'defaultValue', 'valueAsNumber', 'selectionStart'],
  HTMLTextAreaElement: ['value', 'defaultValue', 'textLength'],
  HTMLSelectElement: ['value', 'selectedIndex', 'selectedOptions', 'options'],
  HTMLFormElement: ['elements', 'length'],
  FormData: ['*'],
  Document: ['forms', 'getSelection', 'activeElement', 'execCommand'],
  Window: ['getSelection', 'name'],
  Clipboard: ['read', 'readText'],
  KeyboardEvent: ['key', 'code'],
  InputEvent: ['data'],
  HTMLElement: ['innerText', 'outerText', 'dataset'],
  Element: ['innerHTML', 'outerHTML', 'getHTML', 'attributes', 'getAttribute'],
  Node: ['textContent', 'nodeValue'],
};

const run = async (page: import('playwright/test').Page): Promise<readonly string[]> => {
  await page.goto(shop.url);
  // A shopper who types while all of it happens.
  await page.locator('#email').pressSequentially('secret@example.com');
  await page.locator('#note').fill('secret note');
  await page.locator('#choice').selectOption('two');
  await page.locator('#pay').click();
  await page.locator('html[data-loop]').waitFor({ state: 'attached' });
  const said = JSON.parse((await page.locator('html').getAttribute('data-loop')) ?? '[]') as string[];
  expect(said.filter((line) => !line.startsWith('event '))).toEqual(WENT_WELL);
  return page.evaluate(() => [...new Set(Reflect.get(window, 'touched') as string[])]);
};

const FORM = `<form id="form" data-customer="secret-1"><input id="email" name="email" type="email" data-hint="secret-2"><input type="password" value="secret-3"><input type="hidden" name="token" value="secret-4"><textarea id="note">secret-5</textarea><select id="choice"><option>one<option>two</select><button id="pay" type="button" data-order="secret-6">Pay</button></form><p id="greeting" data-user="secret-7">Hello secret-8</p>`;

test('S23: no interface that tells devices apart is touched over the whole loop', async ({ page }) => {
  const troubles = watchTroubles(page);
  await page.addInitScript(spyOnMembers, FINGERPRINTS);
  serveLoop(shop, { body: FORM });
  expect(await run(page)).toEqual([]);
  expect(troubles).toEqual([]);
});

test('S23: the spy hears who touches one', async ({ page }) => {
  await page.addInitScript(spyOnMembers, FINGERPRINTS);
  shop.serve(
    '/aisle-x.js',
    'navigator.hardwareConcurrency; document.createElement("canvas").getContext("2d"); new AudioContext()',
  );
  shop.serve('/', '<!doctype html><link rel="icon" href="data:,"><script src="/aisle-x.js"></script>');
  await page.goto(shop.url);
  expect(await page.evaluate(() => Reflect.get(window, 'touched'))).toEqual([
    'Navigator.hardwareConcurrency',
    'HTMLCanvasElement.getContext of canvas',
    'new AudioContext',
  ]);
});

test('S8: no form field, text or data attribute is read over the whole loop, but for our own slots and tag', async ({
  page,
}) => {
  const troubles = watchTroubles(page);
  await page.addInitScript(spyOnMembers, PAGE_CONTENT);
  serveLoop(shop, { body: FORM });
  const touched = await run(page);
  // Ours: the attributes of our own tag, which slot an element is, and the bindings of its template.
  const ours =
    /^(HTMLElement\.dataset of (script|section)|Element\.getAttribute of (b|ul|li|a|p)|Node\.textContent of (b|a))$/;
  expect(touched).toContain('HTMLElement.dataset of section');
  expect(touched.filter((one) => !ours.test(one))).toEqual([]);
  expect(shop.seen.map(({ body }) => body).join('')).not.toContain('secret');
  expect(troubles).toEqual([]);
});
