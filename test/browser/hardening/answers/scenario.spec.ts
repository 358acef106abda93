import { type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, type Route, hostilePage, openHostileShop, takeAll } from '../hostile-shop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/', hostilePage({ attributes: 'data-consent="granted" data-ingest="/v1/batch"' }));
});
test.afterEach(() => shop.close());

const json = (status: number, body: string | Buffer, headers: Record<string, string> = {}): Route => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});
const results = (list: unknown): Route => json(202, JSON.stringify({ results: list }));

/** Answers that acknowledge nothing. */
const ANSWERS: Readonly<Record<string, Route>> = {
  'ten megabytes of JSON': json(202, JSON.stringify({ results: [], more: 'x'.repeat(10_000_000) })),
  'ten megabytes of results': results(
    Array.from({ length: 150_000 }, () => ({ id: 'x', status: 'accepted', more: 'x'.repeat(40) })),
  ),
  'a page': { status: 202, body: '<!doctype html><script>pwn()</script>' },
  'a page instead of an answer': { status: 200, body: '<!doctype html><title>Sign in to the wi-fi</title>' },
  'nothing at all': json(202, ''),
  'no content': { status: 204 },
  'half an answer': json(202, '{"results":[{"id":"'),
  null: json(202, 'null'),
  'a number': json(202, '7'),
  'a deep list': json(202, `{"results":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  'results that are no list': results({ 0: { status: 'accepted' }, length: 1 }),
  'results of nothing': results([null, 7, 'accepted', [], {}]),
  'ids that were not sent': results([
    { id: 'x', status: 'accepted' },
    { id: 'y', status: 'duplicate' },
  ]),
  'states that are no words': results([
    { status: { toString: 1 } },
    { status: ['accepted'] },
    { status: 'accepted\n' },
  ]),
  'ids that are no texts': results([
    { id: { toString: 1 }, status: 'accepted' },
    { id: ['x'], status: 'accepted' },
  ]),
  'a prototype': json(
    202,
    '{"__proto__":{"results":[{"status":"accepted"}]},"constructor":{"prototype":{"status":"accepted"}}}',
  ),
  'a Retry-After of a thousand years': json(503, '{}', { 'retry-after': '99999999999' }),
  'a Retry-After below zero': json(429, '{}', { 'retry-after': '-1' }),
  'a Retry-After without end': json(429, '{}', { 'retry-after': '1e999' }),
  'a Retry-After that is no number': json(503, '{}', { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT, NaN' }),
  'status 500': json(500, '{"results":[{"status":"accepted"}]}'),
  'status 401': json(401, '{"results":[{"status":"accepted"}]}'),
  'status 418': json(418, '{}'),
  'status 599': json(599, 'x'),
  'a wrong length': {
    answer: (_request, response) =>
      void response.writeHead(202, { 'content-length': '999' }).end('{}', () => response.destroy()),
  },
  'a broken encoding': { status: 202, headers: { 'content-encoding': 'gzip' }, body: 'no gzip' },
  'a cut line': { answer: (_request, response) => void response.destroy() },
  'a cookie, a reload and a clearing': json(503, '{}', {
    'set-cookie': 'evil=1',
    refresh: '0;url=/evil',
    'clear-site-data': '"none"',
    link: '</evil>; rel=preload; as=script',
  }),
};

const left = (page: Page) =>
  page.evaluate(async () => {
    const stored = await aisle.privacy.export();
    return {
      outbox: stored?.outbox.length ?? 0,
      log: stored?.log.length ?? 0,
      polluted: Reflect.get({}, 'results') ?? null,
    };
  });

for (const [name, answer] of Object.entries(ANSWERS))
  test(`S22: a server that answers ${name} changes nothing, and the page lives`, async ({ page }) => {
    const troubles = watchTroubles(page);
    shop.serve('/v1/batch', answer);
    await page.goto(shop.url);
    await page.evaluate(async () => {
      aisle.record('view_item', { items: [{ item_id: 'A' }] });
      await Promise.race([aisle.flush(), new Promise((resolve) => setTimeout(resolve, 5_000))]);
    });
    const before = await left(page);
    expect(before).toEqual({ outbox: 2, log: 2, polluted: null });
    expect(await page.evaluate(() => document.cookie.replace('evil=1', ''))).toBe('');
    // Nothing ran, nothing was shown, nobody was sent away.
    expect(page.url()).toBe(`${shop.url}/`);
    // A later page finds a good server: all arrives.
    const seen = shop.seen.length;
    shop.serve('/v1/batch', takeAll);
    await page.reload();
    await page.waitForFunction(() => typeof aisle.consent === 'object');
    await page.evaluate(() => aisle.flush());
    expect((await left(page)).outbox).toBe(0);
    const ids = shop.seen
      .slice(seen)
      .filter(({ method }) => method === 'POST')
      .flatMap(({ body }) => (JSON.parse(body) as { events: { id: string }[] }).events.map(({ id }) => id));
    // A dying page may say it, too: by its id each counts once.
    expect(new Set(ids).size).toBe(3);
    expect(troubles.filter((text) => !/Failed to load resource|prohibits modifying cookies/.test(text))).toEqual([]);
  });

test('S22: a withdrawal that is answered with nonsense is only said again, or given up', async ({ page }) => {
  const troubles = watchTroubles(page);
  shop.serve('/v1/batch', takeAll);
  const said: unknown[] = [];
  for (const answer of [
    json(500, '{'),
    json(202, '<html>'),
    json(403, 'x'.repeat(1_000_000)),
    { answer: ANSWERS['a cut line']?.answer } as Route,
  ]) {
    shop.serve('/v1/withdraw', answer);
    await page.goto(shop.url);
    said.push(
      await page.evaluate(async () => {
        aisle.record('view_item', { items: [{ item_id: 'A' }] });
        await aisle.flush();
        return aisle.privacy.erase();
      }),
    );
  }
  expect(said).toEqual(['pending', 'acked', 'failed', 'pending']);
  expect(troubles.filter((text) => !/Failed to load resource|prohibits modifying cookies/.test(text))).toEqual([]);
});
