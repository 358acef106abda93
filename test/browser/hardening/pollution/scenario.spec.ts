import { type Browser, type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { storedText } from '../../../helpers/stored-text.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, publishedWith, slotWith, takeAll } from '../hostile-shop.js';
import { POLLUTED, SAID, UNANSWERED } from './pollutions.js';

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
const ATTRIBUTES = 'data-consent="auto" data-ingest="/v1/batch"';
const ready = (page: Page) =>
  page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');

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
    console.log('clean');
  }, 900);`;

interface Polluted {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Runs before the pollution. */
  readonly before?: string;
}

const openPolluted = async (page: Page, attributes: string, { name, values, before = '' }: Polluted): Promise<void> => {
  const script = `/${encodeURIComponent(name)}.js`;
  shop.serve(script, `${before};\n{${polluting(values, shop.otherUrl)}}`);
  shop.serve(`/${encodeURIComponent(name)}`, hostilePage({ head: `<script src="${script}"></script>`, attributes }));
  const isClean = page.waitForEvent('console', (message) => message.text() === 'clean');
  await page.goto(`${shop.url}/${encodeURIComponent(name)}`);
  await isClean;
  // What was recorded at the start would leave a second after it.
  await page.waitForTimeout(250);
  await ready(page);
};

/** What came of each case. Each has a browser profile of its own; they are open at the same time, for all they do is wait. */
const outcomesOf = (browser: Browser, attributes: string, cases: readonly Polluted[]) =>
  Promise.all(
    cases.map(async (one) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const sent: string[] = [];
      context.on('request', (request) => {
        if (isSaid({ method: request.method(), path: request.url() })) sent.push(request.url());
      });
      await openPolluted(page, attributes, one);
      const kept = await page.evaluate(() => Object.keys(localStorage));
      const outcome = { name: one.name, states: await states(page), kept, sent };
      await context.close();
      return outcome;
    }),
  );
const isSaid = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method !== 'GET' || path.includes('evil');
/** Nobody answered, nothing is kept, nothing was said to anybody. */
const untouched = ({ name }: Polluted) => ({ name, states: PENDING, kept: [], sent: [] });

const AT_ONCE = 7;
const cases = Object.entries(POLLUTED).map(([name, value]): Polluted => ({ name, values: { [name]: value } }));
const groups = Array.from({ length: Math.ceil(cases.length / AT_ONCE) }, (_, at) =>
  cases.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
);
for (const consent of ['auto', 'manual'])
  for (const group of groups)
    test(`S14, S15: Object.prototype.{${group.map(({ name }) => name).join()}} are no options and no answers under data-consent="${consent}"`, async ({
      browser,
    }) => {
      const outcomes = await outcomesOf(browser, `data-consent="${consent}"`, group);
      expect(outcomes).toEqual(group.map(untouched));
      expect(shop.seen.filter(isSaid)).toEqual([]);
    });

test(`S15: a platform that only Object.prototype has is none: ${Object.keys(SAID).join(', ')}`, async ({ browser }) => {
  const platforms = Object.entries(SAID).map(([name, value]): Polluted => ({ name, values: { [name]: value } }));
  expect(await outcomesOf(browser, ATTRIBUTES, platforms)).toEqual(platforms.map(untouched));
  expect(shop.seen.filter(isSaid)).toEqual([]);
});

test(`S15: what Object.prototype says in the place of a platform grants nothing: ${Object.keys(UNANSWERED).join(', ')}`, async ({
  browser,
}) => {
  const platforms = Object.entries(UNANSWERED).map(([name, [before, values]]): Polluted => ({ name, before, values }));
  const outcomes = await outcomesOf(browser, ATTRIBUTES, platforms);
  expect(outcomes.filter((outcome) => outcome.states.includes('granted'))).toEqual([]);
  expect(outcomes).toHaveLength(platforms.length);
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
  await openPolluted(page, 'data-consent="denied" data-ingest="/v1/batch"', { name: 'refused', values: POLLUTED });
  expect(await states(page)).toBe('denied,denied,denied,denied');
  expect(shop.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(await storedText(page)).not.toContain('aisle-demo');
});
