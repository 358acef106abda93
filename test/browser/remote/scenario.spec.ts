import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';
import { ITEMS } from '../../helpers/trained-models.js';

/** A service as a shop may have one: answers as it is told, and remembers what it was asked. */
interface Service {
  readonly url: string;
  readonly asked: URL[];
  readonly headers: Record<string, unknown>[];
  /** How many callers hung up before they were answered. */
  aborted: number;
  reply: (response: ServerResponse) => void;
}

const say =
  (body: unknown, afterMs = 0) =>
  (response: ServerResponse): void => {
    setTimeout(() => response.end(typeof body === 'string' ? body : JSON.stringify(body)), afterMs);
  };

let server: Server;
let service: Service;
test.beforeEach(async () => {
  server = createServer((request, response) => {
    service.asked.push(new URL(request.url ?? '', service.url));
    service.headers.push(request.headers);
    response.on('close', () => {
      if (!response.writableEnded) service.aborted += 1;
    });
    response.setHeader('access-control-allow-origin', '*');
    service.reply(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  service = {
    url: `http://127.0.0.1:${port}/recommend`,
    asked: [],
    headers: [],
    aborted: 0,
    reply: say({ items: ['F'] }),
  };
});
test.afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

let shop: ShopServer;
test.afterEach(() => shop.close());

const playbookWith = (more: Partial<Playbook> = {}, timeoutMs = 1_000): Playbook => ({
  v: 1,
  version: 'remote-1',
  recommenders: [
    {
      id: 'related',
      strategy: 'remote',
      remote: { url: '/recommend', timeoutMs },
      reason: 'As {because}',
      fallback: 'popular',
    },
    { id: 'popular', strategy: 'popular' },
  ],
  slots: [
    {
      id: 'above',
      swap: 'within-budget',
      budgetMs: 10_000,
      candidates: [{ id: 'row', recommend: { recommender: 'related', limit: 3 } }],
    },
    {
      id: 'below',
      swap: 'within-budget',
      budgetMs: 10_000,
      candidates: [{ id: 'row', recommend: { recommender: 'related', limit: 3 } }],
    },
  ],
  catalogue: [...ITEMS],
  ...more,
});
const template = '<template><p><b data-aisle-each="items" data-aisle-text="item_id"></b></p></template>';
const slot = (id: string) => `<section data-aisle-slot="${id}"><p>Default</p>${template}</section>`;
const page = (consent: string) =>
  shopPage({
    attributes: `data-consent="${consent}" data-playbook="/v1/sites/demo/playbook.json"`,
    body: `${slot('above')}<div style="height:3000px"></div>${slot('below')}`,
  });

/** The shop's own address of the service stands before the real one: a page asks its own origin. */
const openShop = async (tab: Page, playbook: Playbook = playbookWith(), consent = 'granted'): Promise<void> => {
  shop = await openShopServer({ playbook, pages: { '/p/A': page(consent), '/p/B': page(consent) } });
  await tab.route(`${shop.url}/recommend**`, (route) =>
    route.continue({ url: service.url + new URL(route.request().url()).search }),
  );
};
const shown = (at: Page, id: string) => at.locator(`[data-aisle-slot="${id}"] p`);
const warnings = (tab: Page): readonly string[] => {
  const said: string[] = [];
  tab.on('console', (message) => message.type() === 'warning' && said.push(message.text()));
  return said;
};

test('an answer in time fills what is out of sight; what is in sight keeps the fallback that stood there', async ({
  page: tab,
}) => {
  service.reply = say({ items: ['F', 'E', 'nowhere', 'A'] }, 200);
  await openShop(tab);
  await tab.goto(`${shop.url}/p/A`);
  await expect(shown(tab, 'above')).toHaveText('ABC');
  // Not this page's item, and nothing that the catalogue does not have; the fallback fills up.
  await expect(shown(tab, 'below')).toHaveText(/^FE/);
  await expect(shown(tab, 'above')).toHaveText('ABC');
  const picks = await tab.evaluate(() => aisle.recommend('related', { limit: 1 }));
  expect(picks).toMatchObject([{ item: { item_id: 'F' }, strategy: 'remote', because: 'A', reason: 'As Pan A' }]);
  const explained = await tab.evaluate(() => aisle.explain('below'));
  expect(explained?.decision.items[0]?.strategy).toBe('remote');
});

test('what is asked is items, once for a question, and not a word about who looks', async ({ page: tab }) => {
  await openShop(tab);
  await tab.goto(`${shop.url}/p/B`);
  await look(tab, 'B');
  // What that page asked has come.
  await expect.poll(() => service.asked.length).toBeGreaterThan(0);
  service.asked.length = 0;
  await tab.goto(`${shop.url}/p/A`);
  await expect(shown(tab, 'below')).toHaveText(/^F/);
  await tab.evaluate(() => aisle.recommend('related'));
  expect(service.asked.map(({ search }) => search)).toEqual(['?recommender=related&item=A&item=B&limit=30']);
  const { cookie, referer } = service.headers.at(-1) ?? {};
  expect([cookie, referer]).toEqual([undefined, undefined]);
});

test('nothing is asked without consent to personalization and to measurement', async ({ page: tab }) => {
  await openShop(tab, playbookWith(), 'manual');
  await tab.goto(`${shop.url}/p/A`);
  await tab.waitForTimeout(600);
  await answer(tab, { personalization: 'granted', measurement: 'denied' });
  await tab.waitForTimeout(600);
  expect(service.asked).toEqual([]);
  await answer(tab, ALL_GRANTED);
  await tab.evaluate(() => aisle.recommend('related'));
  await expect.poll(() => service.asked.length).toBe(1);
});

test('nothing is asked for who is held out', async ({ page: tab }) => {
  await openShop(tab, playbookWith({ holdout: { share: 1 } }));
  await tab.goto(`${shop.url}/p/A`);
  await tab.waitForTimeout(800);
  await tab.evaluate(() => [aisle.recommend('related'), aisle.decide('below')]);
  await tab.waitForTimeout(300);
  expect(service.asked).toEqual([]);
});

test('nothing is asked before it is known that nobody is held out', async ({ page: tab }) => {
  await openShop(tab, playbookWith({ holdout: { share: 1 } }));
  await tab.route('**/aisle-keep-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await tab.goto(`${shop.url}/p/A`);
  await tab.waitForTimeout(1_000);
  await tab.evaluate(() => [aisle.recommend('related'), aisle.decide('below')]);
  await tab.waitForTimeout(1_500);
  expect(service.asked).toEqual([]);
});

test('who withdraws while it is asked: the request is given up, and the answer is kept nowhere', async ({
  page: tab,
}) => {
  service.reply = say({ items: ['F'] }, 900);
  await openShop(tab);
  await tab.goto(`${shop.url}/p/A`);
  await expect.poll(() => service.asked.length).toBe(1);
  await tab.evaluate(() => aisle.consent.withdraw());
  await expect.poll(() => service.aborted).toBe(1);
  await tab.waitForTimeout(1_000);
  await expect(shown(tab, 'below')).toHaveText('DEF');
  expect(await tab.evaluate(() => aisle.recommend('related', { limit: 1 })[0]?.strategy)).toBe('popular');
});

for (const [what, reply] of [
  ['says 500', (response: ServerResponse) => void response.writeHead(500).end('{"items":["F"]}')],
  ['says no JSON', say('<html>')],
  ['says another shape', say({ items: 'F' })],
  ['says nothing that the shop has', say({ items: ['X', 7, null] })],
  ['never answers', () => undefined],
] as const)
  test(`a service that ${what} leaves everything to the fallback`, async ({ page: tab }) => {
    service.reply = reply as Service['reply'];
    const said = warnings(tab);
    await openShop(tab, playbookWith({}, 250));
    await tab.goto(`${shop.url}/p/A`);
    await expect(shown(tab, 'below')).toHaveText('DEF');
    await tab.waitForTimeout(500);
    await expect(shown(tab, 'below')).toHaveText('DEF');
    await tab.evaluate(() => [aisle.recommend('related'), aisle.recommend('related')]);
    expect(service.asked.length).toBe(1);
    const told = said.filter((text) => text.includes('remote related'));
    expect(told.length).toBe(what.includes('shop has') ? 0 : 1);
  });

test('a service that fails again and again is left alone on that page, and told once', async ({ page: tab }) => {
  service.reply = (response) => void response.writeHead(500).end();
  const said = warnings(tab);
  await openShop(tab);
  await tab.goto(`${shop.url}/p/A`);
  await expect.poll(() => service.asked.length).toBe(1);
  for (const id of ['B', 'C', 'D', 'E']) {
    await look(tab, id);
    await tab.evaluate(() => aisle.recommend('related'));
    await tab.waitForTimeout(150);
  }
  expect(service.asked.length).toBe(3);
  expect(said.filter((text) => text.includes('remote related')).length).toBe(1);
});
