import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type HostileShop, openHostileShop } from '../browser/hardening/hostile-shop.js';
import { WENT_WELL, serveLoop } from '../browser/hardening/loop.js';
import { NAMED_POLICY, STRICTEST_POLICY, WATCH_VIOLATIONS } from '../browser/hardening/strict-policy.js';
import { FINGERPRINTS, spyOnMembers } from '../helpers/member-spy.js';
import type { Tab } from './tab.js';
import { useBrowser } from './use-browser.js';

let shop: HostileShop;
beforeEach(async () => {
  shop = await openHostileShop();
});
afterEach(() => shop.close());
const newTab = useBrowser();

/** All that Aisle can do, on a page that does it by itself; answers with the tab where it went well. */
const runLoop = async (): Promise<Tab> => {
  const tab = await newTab();
  await tab.goto(shop.url);
  const said = await vi.waitFor(
    async () => {
      const loop = await tab.evaluate(() => document.documentElement.dataset['loop']);
      expect(loop).toBeTruthy();
      return JSON.parse(loop ?? '[]') as string[];
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(said.filter((line) => !line.startsWith('event '))).toEqual(WENT_WELL);
  return tab;
};
const violationsIn = (tab: Tab) => tab.evaluate(() => Reflect.get(window, 'violations') as readonly string[]);

for (const [name, policy] of [
  ['as specified', NAMED_POLICY],
  ['with nothing else allowed', STRICTEST_POLICY],
] as const)
  it(`S10: the whole loop runs under a strict policy ${name}, trusted types among it, with no violation`, async () => {
    shop.serve('/watch.js', WATCH_VIOLATIONS);
    serveLoop(shop, {
      headers: { 'content-security-policy': `${policy}; report-uri /csp-report` },
      head: '<script src="/watch.js"></script>',
    });
    const tab = await runLoop();
    expect(await violationsIn(tab)).toEqual([]);
    expect(shop.seen.filter(({ path }) => path === '/csp-report')).toEqual([]);
    const loaded = shop.seen.map(({ path }) => path.replace(/-[\w-]{8}\.js$/, ''));
    expect(loaded).toEqual(
      expect.arrayContaining(['/aisle-consent', '/aisle-keep', '/aisle-recommend', '/aisle-explain']),
    );
  });

it('S10: such a policy would have been heard: an inline script is reported, and a text as HTML is refused', async () => {
  shop.serve('/watch.js', WATCH_VIOLATIONS);
  shop.serve(
    '/sink.js',
    `try { document.createElement('p').innerHTML = '<b>x</b>'; window.sink = 'open'; } catch (cause) { window.sink = cause.name; }`,
  );
  shop.serve('/', {
    headers: { 'content-security-policy': STRICTEST_POLICY },
    body: '<!doctype html><link rel="icon" href="data:,"><script src="/watch.js"></script><script>1</script><script src="/sink.js"></script>',
  });
  const tab = await newTab();
  await tab.goto(shop.url);
  await vi.waitFor(async () => expect((await violationsIn(tab)).length).toBeGreaterThan(0), { timeout: 5_000 });
  expect((await violationsIn(tab))[0]).toContain('script-src');
  expect(await tab.evaluate(() => [typeof Reflect.get(window, 'trustedTypes'), Reflect.get(window, 'sink')])).toEqual([
    'object',
    'TypeError',
  ]);
});

/** Loaded by the page before all else. */
const serveSpy = (): void => shop.serve('/spy.js', `(${String(spyOnMembers)})(${JSON.stringify(FINGERPRINTS)})`);
const touchedIn = (tab: Tab) => tab.evaluate(() => [...new Set(Reflect.get(window, 'touched') as string[])]);

it('S23: no interface that tells devices apart is touched over the whole loop', async () => {
  serveSpy();
  serveLoop(shop, { head: '<script src="/spy.js"></script>' });
  expect(await touchedIn(await runLoop())).toEqual([]);
});

it('S23: the spy hears who touches one', async () => {
  serveSpy();
  shop.serve(
    '/aisle-x.js',
    'navigator.hardwareConcurrency; document.createElement("canvas").getContext("2d"); screen.width;',
  );
  shop.serve(
    '/',
    '<!doctype html><link rel="icon" href="data:,"><script src="/spy.js"></script><script src="/aisle-x.js"></script>',
  );
  const tab = await newTab();
  await tab.goto(shop.url);
  expect(await touchedIn(tab)).toEqual([
    'Navigator.hardwareConcurrency',
    'HTMLCanvasElement.getContext of canvas',
    'Screen.width',
  ]);
});
