import { type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import '../../../helpers/aisle-global.js';
import {
  COIN,
  type HostileShop,
  hostilePage,
  openHostileShop,
  publishedWith,
  slotWith,
  takeAll,
} from '../hostile-shop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-ingest="/v1/batch" data-playbook="/playbook.json"',
      body: '<section data-aisle-slot="hero"><p>Default</p><template><b data-aisle-text="title"></b><i data-aisle-each="items"><u data-aisle-text="item_name"></u></i></template></section>',
    }),
  );
});
test.afterEach(() => shop.close());

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const nestedObjects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
/** A published playbook with raw JSON in it, which no serializer could write. */
const rawWith = (parts: object, raw: string): string => JSON.stringify(publishedWith(parts)).replaceAll('"RAW"', raw);
const slot = (parts: object): object => slotWith('hero', { content: { title: 'Hello' }, ...parts });
const gate = (raw: unknown): object => ({ slots: [slot({ gates: [['no-match', raw]] })] });
const exp = (parts: object): object => ({
  experiments: [{ ...COIN, ...parts }],
});
const NOT_TEXT = { toString: 1, valueOf: 1 };

const PLAYBOOKS: Readonly<Record<string, string>> = {
  'is a list 100,000 deep': nested(100_000),
  'is an object 100,000 deep': nestedObjects(100_000),
  'has a condition 100,000 deep': rawWith(gate('RAW'), nested(100_000)),
  'has a condition value 100,000 deep': rawWith(gate([[['nowMs'], '$eq', 'RAW']]), nestedObjects(100_000)),
  'has content 100,000 deep': rawWith({ slots: [slot({ content: { title: 'Hello', more: 'RAW' } })] }, nested(100_000)),
  'has an item 100,000 deep': rawWith(
    {
      catalogue: [{ item_id: 'A', item_name: 'RAW' }],
      recommenders: [{ id: 'r', strategy: 'popular' }],
      slots: [slot({ recommend: { recommender: 'r', limit: 3, atLeast: 1 } })],
    },
    nested(100_000),
  ),
  'has an item id 100,000 deep': rawWith(
    {
      catalogue: [{ item_id: 'RAW', item_name: 'A' }],
      recommenders: [{ id: 'r', strategy: 'popular' }],
      slots: [slot({ recommend: { recommender: 'r', limit: 3, atLeast: 1 } })],
    },
    nested(100_000),
  ),
  'has a segment id that is no text': rawWith({ segments: [{ id: NOT_TEXT, title: 'x', when: [] }] }, ''),
  'has a stage id that is no text': rawWith({ stages: [{ id: NOT_TEXT, title: 'x', when: [], from: null }] }, ''),
  'has a deep stage id': rawWith({ stages: [{ id: 'RAW', when: [], from: 7 }] }, nested(100_000)),
  'has experiments whose ids are no text': rawWith(exp({ id: NOT_TEXT, version: NOT_TEXT }), ''),
  'has experiments of wrong types': rawWith(
    exp({ variations: 7, ranges: 'x', seed: NOT_TEXT, hashVersion: 'x', namespace: 7, when: 7, levels: 7 }),
    '',
  ),
  'has recommenders whose ids are no text': rawWith(
    { recommenders: [{ id: NOT_TEXT, strategy: NOT_TEXT, fallback: NOT_TEXT }] },
    '',
  ),
  'has a list of numbers for each list': rawWith(
    {
      accumulators: [7],
      segments: [7],
      stages: [7],
      experiments: [7],
      recommenders: [7],
      slots: [7],
      catalogue: [7],
      zones: [7],
    },
    '',
  ),
  'has a list of texts for each list': rawWith(
    {
      accumulators: ['x'],
      segments: ['x'],
      stages: ['x'],
      experiments: ['x'],
      recommenders: ['x'],
      slots: ['x'],
      catalogue: ['x'],
      zones: ['x'],
    },
    '',
  ),
  'has lists in each list': rawWith(
    {
      accumulators: [[]],
      segments: [[]],
      stages: [[]],
      experiments: [[]],
      recommenders: [[]],
      slots: [[]],
      catalogue: [[]],
      zones: [[]],
    },
    '',
  ),
  'has accumulators of wrong types': rawWith(
    {
      accumulators: [
        { key: NOT_TEXT, kind: 'x', on: 7, when: 7 },
        { key: 'k', kind: NOT_TEXT, steps: 7 },
        { key: 'k', kind: 'aggregate', event: 7, where: [7] },
      ],
    },
    '',
  ),
  'has lists that are objects': rawWith({ segments: {}, slots: { 0: 'x', length: 1 } }, ''),
  'has candidates of wrong types': rawWith(
    {
      slots: [
        slot({
          content: 7,
          gates: 7,
          arms: 'x',
          experiments: null,
          weighted: 7,
          priority: {},
          weight: NOT_TEXT,
          campaign: NOT_TEXT,
          id: NOT_TEXT,
        }),
      ],
    },
    '',
  ),
  'has a candidate id and a campaign that are no text': rawWith(
    { slots: [slot({ id: NOT_TEXT, campaign: NOT_TEXT })], version: NOT_TEXT },
    '',
  ),
  'has budgets, currencies and zones of wrong types': rawWith(
    { slots: [{ ...slot({}), budgetMs: NOT_TEXT }], currency: NOT_TEXT, zones: ['Mars/Base', NOT_TEXT] },
    '',
  ),
  'has a currency that does not exist': rawWith({ currency: 'no-such-currency', slots: [slot({})] }, ''),
  'has 100,000 segments, slots and items': rawWith(
    {
      segments: Array.from({ length: 100_000 }, (_, at) => ({ id: `s${at}`, title: 'x', when: [] })),
      slots: [slot({}), ...Array.from({ length: 3_000 }, (_, at) => slotWith(`s${at}`, {}))],
    },
    '',
  ),
  'has unknown fields everywhere': rawWith(
    {
      unknown: { a: [1] },
      slots: [{ ...slot({ unknown: 1 }), unknown: [1] }],
      segments: [{ id: 's', title: 's', when: [], unknown: { deep: [{}] } }],
    },
    '',
  ),
  'recommends from itself in a circle': rawWith(
    {
      recommenders: [
        { id: 'a', strategy: 'popular', fallback: 'b' },
        { id: 'b', strategy: 'none', fallback: 'a' },
      ],
      slots: [slot({ recommend: { recommender: 'a', limit: 1e9, atLeast: -1e9 } })],
    },
    '',
  ),
  'has a hostile pattern': rawWith(gate([[['page', 'path'], '$regex', '(a+)+$']]), ''),
};

/** Longest task of the page's main thread so far, ms. Said, not judged. */
const watchTasks = (page: Page) =>
  page.addInitScript(() => {
    Reflect.set(window, 'longest', 0);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        Reflect.set(window, 'longest', Math.max(Reflect.get(window, 'longest'), duration));
    }).observe({ type: 'longtask', buffered: true });
  });

const useIt = (page: Page) =>
  page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A', item_category: 'Pans' }] });
    aisle.decide('hero');
    aisle.variation('x');
    aisle.expose('x');
    aisle.recommend('r');
    await aisle.explain('hero');
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 700));
    dispatchEvent(new Event('pagehide'));
    return Reflect.get(window, 'longest') as number;
  });

for (const [name, text] of Object.entries(PLAYBOOKS))
  test(`S18: nothing reaches the page from a playbook that ${name}`, async ({ page }) => {
    const troubles = watchTroubles(page);
    await watchTasks(page);
    shop.serve('/playbook.json', { headers: { 'content-type': 'application/json' }, body: text });
    await page.goto(shop.url);
    await page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');
    await page.waitForTimeout(200);
    const longest = await useIt(page);
    // The page after it begins with what this one left.
    await page.reload();
    await page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');
    await useIt(page);
    console.log(`S18: longest task ${Math.round(longest)} ms: ${name}`);
    expect(troubles).toEqual([]);
    // Events go on, whatever the playbook is.
    expect(
      shop.seen
        .filter(({ path }) => path === '/v1/batch')
        .map(({ body }) => body)
        .join(''),
    ).toContain('view_item');
  });

test('S18: a playbook of 50 MB is refused, and the page goes on', async ({ page }) => {
  const troubles = watchTroubles(page);
  await watchTasks(page);
  shop.serve('/playbook.json', { body: Buffer.from(JSON.stringify(publishedWith({ more: 'x'.repeat(50_000_000) }))) });
  await page.goto(shop.url);
  await page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');
  await page.waitForTimeout(3_000);
  console.log(`S18: longest task ${Math.round(await useIt(page))} ms: 50 MB`);
  expect(await page.evaluate(() => aisle.decide('hero').reason)).toBe('no-playbook');
  expect(troubles).toEqual([]);
});

test('S18: the last good playbook stays when the next answer is none', async ({ page }) => {
  const troubles = watchTroubles(page);
  shop.serve('/playbook.json', { body: JSON.stringify(publishedWith({ version: 'good', slots: [slot({})] })) });
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=hero]')).toHaveText('Hello');
  await page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  await page.waitForFunction(() => localStorage.getItem('aisle-demo')?.includes('"good"'));
  for (const [name, text] of Object.entries({ ...PLAYBOOKS, 'is a page': '<h1>502</h1>', 'is nothing': '' }).filter(
    ([key]) => /^is|numbers|objects/.test(key),
  )) {
    shop.serve('/playbook.json', { body: text });
    await page.reload();
    await expect(page.locator('[data-aisle-slot=hero]')).toHaveText('Hello');
    expect({ name, playbook: await page.evaluate(() => aisle.decide('hero').playbook) }).toEqual({
      name,
      playbook: 'good',
    });
    await page.waitForTimeout(500);
  }
  expect(troubles).toEqual([]);
});
