import { readFile, writeFile } from 'node:fs/promises';
import { type Page, expect, test } from 'playwright/test';
import { deviceOf } from '../../../helpers/device.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

// The exact JSON of what is sent and stored under each of the 16 combinations of purposes. After a wanted change:
// `AISLE_WRITE=1 playwright test test/browser/purposes/combinations`, then read the difference line by line.
const TABLE = new URL('combinations.json', import.meta.url);
const PURPOSES = ['personalization', 'measurement', 'marketing', 'sharing'] as const;
const ADDRESS = '/landing?utm_source=news&gclid=G-1&fbclid=F-1&email=a@b.cz';

interface Row {
  readonly granted: readonly string[];
  readonly sent: readonly unknown[];
  readonly stored: unknown;
}
const combinations = Array.from({ length: 16 }, (_, bits) => PURPOSES.filter((_purpose, place) => bits & (1 << place)));
const table = JSON.parse(await readFile(TABLE, 'utf8')) as { readonly rows: readonly Row[] };

let shop: ShopServer;
test.beforeAll(async () => {
  const page = shopPage({ attributes: 'data-consent="manual" data-policy-version="7"' });
  shop = await openShopServer({ pages: { '/landing': page } });
});
test.afterAll(() => shop.close());

const NUMBERS = /^(sentAtMs|atMs|offsetMs|firstAtMs|lastAtMs|startedAtMs|visitorSinceMs|clock)$/;

/** Ids get names in the order they come up, so that the same id has the same name everywhere; times become 0. */
const normaliser = () => {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    if (!names.has(id)) names.set(id, `id-${names.size + 1}`);
    return names.get(id) as string;
  };
  const plain = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return key === 'visitDays' ? value.map(() => 0) : value.map((one) => plain(one, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.keys(value)
          .toSorted()
          .map((name) => [name, plain(Reflect.get(value, name), name)] as const)
          .filter(([, one]) => one !== undefined),
      );
    if (typeof value === 'number' && NUMBERS.test(key)) return 0;
    if (typeof value !== 'string') return value;
    return /^[\w-]{21}$/.test(value) ? nameOf(value) : value.replace(/:\d{4,5}\//, ':PORT/');
  };
  return plain;
};

const rowOf = async (page: Page, granted: readonly string[]): Promise<Row> => {
  const { batches } = watchPosts(page.context());
  await page.goto(shop.url + ADDRESS);
  await page.evaluate(
    async ([all, some]) => {
      aisle.consent.set(Object.fromEntries(all.map((one) => [one, some.includes(one) ? 'granted' : 'denied'])));
      aisle.record('view_item', { items: [{ item_id: 'A', item_category: 'Knives', item_brand: 'Good' }] });
      await aisle.flush();
      // The copy for a quick start follows.
      await new Promise((resolve) => setTimeout(resolve, 600));
    },
    [[...PURPOSES], [...granted]] as const,
  );
  const { databases, localStorage } = await deviceOf(page);
  const copies = Object.fromEntries(
    Object.entries(localStorage).map(([key, text]) => [key, JSON.parse(text) as unknown]),
  );
  const plain = normaliser();
  const stores = databases['aisle-demo'] ?? {};
  const state = [...(stores['state'] ?? [])].map(([key, value]) => [key, key === 'clock' ? 0 : value] as const);
  return {
    granted,
    sent: batches.map((batch) => plain(batch)),
    stored: plain({ databases: Object.keys(databases), ...stores, state, localStorage: copies }),
  };
};

const rows: Row[] = [];
for (const granted of combinations)
  test(`B23, B24: what is sent and stored with ${granted.join(', ') || 'nothing granted'} is, to the letter, what the table says`, async ({
    page,
  }) => {
    const row = await rowOf(page, granted);
    rows.push(row);
    if (process.env['AISLE_WRITE']) {
      await writeFile(TABLE, `${JSON.stringify({ v: 1, rows }, null, 2)}\n`);
      return;
    }
    const known = table.rows.find((one) => one.granted.join() === granted.join());
    expect(row).toEqual(known);
  });

test('B23, B24: the table itself keeps to the rules', () => {
  expect(table.rows.map(({ granted }) => granted)).toEqual(combinations);
  for (const { granted, sent, stored } of table.rows) {
    const [isPersonal, isMeasured, isMarketed] = PURPOSES.map((purpose) => granted.includes(purpose));
    const [sentText, storedText] = [JSON.stringify(sent), JSON.stringify(stored)];
    expect(sent.length > 0, granted.join()).toBe(isMeasured);
    expect(/"visitorId":"id/.test(sentText), granted.join()).toBe(isPersonal && isMeasured);
    expect(/"visitorId":"id/.test(storedText), granted.join()).toBe(isPersonal);
    expect(/affinity|recents|segments|stage/.test(sentText), granted.join()).toBe(false);
    expect(/clid/.test(sentText), granted.join()).toBe(isMeasured && isMarketed);
    expect(/clid/.test(storedText), granted.join()).toBe(isPersonal && isMarketed);
    expect(/utm_source/.test(sentText), granted.join()).toBe(isMeasured);
    expect(/utm_source/.test(storedText), granted.join()).toBe(isMeasured && isPersonal);
    expect(/a@b|email/.test(sentText + storedText), granted.join()).toBe(false);
    if (!isPersonal && !isMeasured) expect(stored).toEqual({ databases: [], localStorage: {}, state: [] });
  }
});
