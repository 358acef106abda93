import { readFile } from 'node:fs/promises';
import { type Page, expect, test } from 'playwright/test';
import { pageScript } from '../../../helpers/page-script.js';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import type { AdapterName, ConsentPage } from '../page.js';

// These platforms live on their vendors' hosts. The stand-ins behave as the vendors' documents say, so only our adapters are proven.
const PLATFORMS = [
  { name: 'oneTrust', file: 'one-trust', global: 'OneTrust' },
  { name: 'cookiebot', file: 'cookiebot', global: 'Cookiebot' },
  { name: 'usercentrics', file: 'usercentrics', global: '__ucCmp' },
  { name: 'didomi', file: 'didomi', global: 'Didomi' },
  { name: 'shopifyPrivacy', file: 'shopify-privacy', global: 'Shopify' },
] as const satisfies readonly { name: AdapterName; file: string; global: string }[];

type Press = 'acceptAll' | 'reject' | 'partial' | 'reset' | 'repeat';
declare const standIns: Readonly<Record<string, Readonly<Record<Press, () => void>>>>;

const SHOP = 'http://shop.test';
const script = await pageScript(new URL('../', import.meta.url).href);
const standIn = (file: string) =>
  readFile(new URL(`../../../../examples/consent-banners/stand-ins/${file}.js`, import.meta.url), 'utf8');

const openShop = async (page: Page, body: string) => {
  await page.route(`${SHOP}/**`, async (route) => {
    const file = /stand-ins\/(.+)\.js/.exec(route.request().url())?.[1];
    if (file) return route.fulfill({ contentType: 'text/javascript', body: await standIn(file) });
    return route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Shop</title>${body}` });
  });
  const troubles = watchTroubles(page);
  await page.goto(SHOP);
  return troubles;
};
const tag = (file: string, attributes = '') => `<script async src="/stand-ins/${file}.js" ${attributes}></script>`;
const listenTo = (name: string) => `<script>${script}</script><script>listen('${name}')</script>`;

const press = (page: Page, name: string, button: Press) =>
  page.evaluate(([platform, which]) => standIns[platform]?.[which](), [name, button] as const);
const told = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as ConsentPage).listening.answers.map((answer) => {
      const { proof: _proof, ...states } = answer ?? {};
      return answer && states;
    }),
  );
const now = (page: Page) => page.evaluate(() => (window as unknown as ConsentPage).listening.ask());
/** Long enough for the stand-ins' slowest event. */
const quiet = (page: Page) => page.waitForTimeout(120);
const isDecided = (answer: object | null | undefined) =>
  Object.values(answer ?? {}).some((state) => state === 'granted' || state === 'denied');

const ALL = { personalization: 'granted', measurement: 'granted', marketing: 'granted' };
const NONE = { personalization: 'denied', measurement: 'denied', marketing: 'denied' };
const MEASURED = { ...NONE, measurement: 'granted' };

for (const { name, file } of PLATFORMS) {
  const later = listenTo(name);

  test(`B9: ${name} is pending before the answer, however refused or accepted it looks`, async ({ page }) => {
    for (const model of ['opt-in', 'opt-out']) {
      const troubles = await openShop(page, later + tag(file, `data-model="${model}"`));
      await quiet(page);
      expect((await told(page)).filter(isDecided)).toEqual([]);
      expect(isDecided(await now(page))).toBe(false);
      expect(troubles).toEqual([]);
    }
  });

  for (const [order, body] of [
    ['before us', `<script src="/stand-ins/${file}.js" data-slow-ms="0"></script>${later}`],
    ['long after us', later + tag(file, 'data-slow-ms="300"')],
  ] as const) {
    test(`B9: ${name} that comes ${order} is heard, and again on a later load`, async ({ page }) => {
      await openShop(page, body);
      await page.waitForTimeout(order === 'long after us' ? 450 : 120);
      await press(page, name, 'acceptAll');
      await expect.poll(async () => (await told(page)).at(-1)).toMatchObject(ALL);
      await page.reload();
      await expect.poll(async () => (await told(page)).at(-1)).toMatchObject(ALL);
      expect((await told(page)).filter(isDecided)).toHaveLength(1);
    });
  }

  test(`B13, B14: one choice on ${name} is one transition, however many events tell of it, and repeated none`, async ({
    page,
  }) => {
    await openShop(page, later + tag(file));
    await quiet(page);
    for (const choice of ['acceptAll', 'reject', 'partial'] as const) {
      const before = (await told(page)).length;
      await press(page, name, choice);
      await quiet(page);
      await press(page, name, choice);
      await press(page, name, 'repeat');
      await quiet(page);
      expect((await told(page)).length - before).toBe(1);
    }
    expect((await told(page)).slice(-3)).toMatchObject([ALL, NONE, MEASURED]);
  });

  test(`B15: a silent reset of ${name} is pending when it is asked again`, async ({ page }) => {
    await openShop(page, later + tag(file));
    await quiet(page);
    await press(page, name, 'acceptAll');
    await expect.poll(async () => (await told(page)).at(-1)).toMatchObject(ALL);
    await press(page, name, 'reset');
    await now(page);
    // One of them answers later.
    await expect.poll(async () => isDecided((await told(page)).at(-1))).toBe(false);
  });

  test(`after its undo ${name} is heard no more`, async ({ page }) => {
    await openShop(page, later + tag(file));
    await quiet(page);
    await page.evaluate(() => (window as unknown as ConsentPage).listening.stop());
    const before = await page.evaluate(() => (window as unknown as ConsentPage).listening.tells());
    await press(page, name, 'acceptAll');
    await quiet(page);
    expect(await page.evaluate(() => (window as unknown as ConsentPage).listening.tells())).toBe(before);
  });
}

test('B2: only the platforms’ own code touches cookies and storage', async ({ page }) => {
  await page.addInitScript(() => {
    const touched: string[] = [];
    Object.assign(window, { touched });
    const spy = (owner: object, key: string) => {
      const { get, set, value } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
      const note = () => touched.push(`${key} ${String(new Error('touched').stack)}`);
      Object.defineProperty(owner, key, {
        configurable: true,
        ...(value
          ? { value: (...args: unknown[]) => (note(), Reflect.apply(value as () => unknown, null, args)) }
          : {
              get() {
                note();
                return get?.call(this) as unknown;
              },
              set(next: unknown) {
                note();
                set?.call(this, next);
              },
            }),
      });
    };
    spy(Document.prototype, 'cookie');
    for (const key of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'fetch']) spy(window, key);
  });
  await openShop(page, PLATFORMS.map(({ name, file }) => listenTo(name) + tag(file)).join(''));
  await quiet(page);
  for (const { name } of PLATFORMS) await press(page, name, 'acceptAll');
  await quiet(page);
  const touched = await page.evaluate(() => (window as unknown as { touched: string[] }).touched);
  expect(touched.length).toBeGreaterThan(0);
  expect(touched.filter((stack) => !stack.includes('/stand-ins/'))).toEqual([]);
});

test('S16: elements that bear the names of platforms are none', async ({ page }) => {
  for (const elementOf of [
    (global: string) =>
      `<form name="${global}"><input name="hasResponse"><input name="consent"><input name="customerPrivacy"></form>`,
    (global: string) =>
      `<a id="${global}" href="http://x/,C0002,"></a><a id="OnetrustActiveGroups" href="http://x/,C0002,"></a>`,
    (global: string) => `<a id="${global}"></a><a id="${global}" name="consent"></a>`,
    (global: string) => `<img name="${global}"><iframe name="${global}"></iframe>`,
    (global: string) => `<object name="${global}"></object><embed name="${global}">`,
    (global: string) => `<script>window.${global} = 7</script>`,
    (global: string) => `<script>window.${global} = () => true</script>`,
    (global: string) => `<script>window.${global} = new Proxy({}, { get: () => 'yes' })</script>`,
  ]) {
    const elements = PLATFORMS.map(({ global }) => elementOf(global)).join('');
    const troubles = await openShop(page, `${elements}<script>${script}</script>`);
    const answers = await page.evaluate(
      (names) => {
        const listening = names.map((name) => (window as unknown as ConsentPage).listen(name));
        dispatchEvent(new Event('load'));
        return listening.map(({ ask }) => ask());
      },
      PLATFORMS.map(({ name }) => name),
    );
    expect({ elements, decided: answers.filter(isDecided) }).toEqual({ elements, decided: [] });
    expect(troubles).toEqual([]);
  }
});

test('B9: Didomi says nothing where no regulation applies', async ({ page }) => {
  await openShop(page, listenTo('didomi') + tag('didomi', 'data-model="none"'));
  await expect.poll(() => told(page)).toEqual([{}]);
});

test('B9: a question that Shopify left open stays pending, beside those that are answered', async ({ page }) => {
  await openShop(page, listenTo('shopifyPrivacy') + tag('shopify-privacy'));
  await quiet(page);
  await press(page, 'shopifyPrivacy', 'partial');
  await expect.poll(async () => (await told(page)).at(-1)).toEqual({ ...MEASURED, sharing: 'pending' });
});

for (const [name, file] of [
  ['cookiebot', 'cookiebot'],
  ['didomi', 'didomi'],
] as const)
  test(`B9: ${name} says when it was answered, on a later load, too`, async ({ page }) => {
    await openShop(page, listenTo(name) + tag(file));
    await quiet(page);
    const atMs = Date.now();
    await press(page, name, 'acceptAll');
    await expect.poll(async () => Math.abs(((await now(page))?.proof?.atMs ?? 0) - atMs) < 10_000).toBe(true);
    const first = (await now(page))?.proof;
    await page.reload();
    await expect.poll(async () => (await now(page))?.proof).toEqual(first);
  });
