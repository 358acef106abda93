import { readFileSync } from 'node:fs';
import { openSqliteWarehouse, reportRoutes, type Summary } from '@aisle/report';
import { errorAnswerSchema, problemsOf } from '@aisle/schema';
import { expect, it, onTestFinished } from 'vitest';
import { createSummaryCache } from '../../../packages/report/src/routes/summary-cache.js';
import { openServer } from '../server/open-server.js';
import { sampleBatch, sampleEvent } from '../server/sample-event.js';

const TOKEN = 'a-token-of-32-characters-for-test';
const SUMMARY = '/v1/reports/summary?site=demo';

const openReport = async () => {
  const { store, path } = await openServer();
  const warehouse = openSqliteWarehouse(path);
  onTestFinished(() => warehouse.close());
  const { app, post } = await openServer({ store, plugins: [reportRoutes({ warehouse, token: TOKEN })] });
  const get = (url: string, authorization: string | null = `Bearer ${TOKEN}`) =>
    app.inject({ url, headers: authorization === null ? {} : { authorization } });
  return { app, post, get };
};

it('shows what the server took in a moment ago', async () => {
  const { post, get } = await openReport();
  await post(sampleBatch([sampleEvent('a', { atMs: Date.now() }), { ...sampleEvent('b'), seq: '5' }]));
  const summary = (await get(`${SUMMARY}&hours=1`)).json<Summary>();
  expect(summary).toMatchObject({ visitors: 1, events: 1, traffic: 'shopper' });
  expect(summary.deadLetters).toEqual([{ code: 'event/invalid', count: 1 }]);
  expect((await get('/v1/reports/sites')).json()).toEqual({ sites: ['demo'] });
});

it('counts what a device with a clock that is 2 hours ahead bought within the last day', async () => {
  const { post, get } = await openReport();
  const aheadMs = Date.now() + 2 * 3_600_000;
  const purchase = sampleEvent('a', { name: 'purchase', atMs: aheadMs, params: { currency: 'EUR', value: 59 } });
  await post(sampleBatch([purchase], { sentAtMs: aheadMs }));
  const { revenue } = (await get(`${SUMMARY}&hours=24`)).json<Summary>();
  expect(revenue).toEqual([{ currency: 'EUR', orders: 1, value: 59, refunded: 0 }]);
});

const overflowing = { items: [{ item_id: 'A', price: 1e9, quantity: 1e9 }] };

it.each([
  ['a candidate beyond the safe integers', { name: 'x_exposure', params: { slot: 'home', candidate: 1e16 } }, {}],
  ['more money than an integer holds', { name: 'purchase', params: overflowing }, {}],
  ['more drops than an integer holds', {}, { drops: { offline: Number.MAX_SAFE_INTEGER } }],
])('still answers after it took in %s', async (_name, event, around) => {
  const { post, get } = await openReport();
  // 1200 of the largest drops leave 64 bits.
  for (let sent = 0; sent < 1200; sent += 100) {
    const batches = Array.from({ length: 100 }, (_, number) =>
      post(sampleBatch([sampleEvent(`event-${sent + number}`, { atMs: Date.now(), ...event })], around)),
    );
    expect((await Promise.all(batches)).every(({ statusCode }) => statusCode === 202)).toBe(true);
  }
  expect((await get(SUMMARY)).statusCode).toBe(200);
});

it.each([
  ['no token', null],
  ['a wrong token', 'Bearer a-token-of-32-characters-for-tesT'],
  ['an empty token', 'Bearer '],
  ['another scheme', `Basic ${TOKEN}`],
])('answers 401 to %s, and says what to send', async (_name, authorization) => {
  const { get } = await openReport();
  for (const url of [SUMMARY, '/v1/reports/sites']) {
    const response = await get(url, authorization);
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
    expect(problemsOf(errorAnswerSchema, response.json())).toEqual([]);
    expect(response.json().error).toMatchObject({ code: 'report/token', fix: expect.any(String) });
  }
});

it.each([
  ['/v1/reports/summary', 'site'],
  ['/v1/reports/summary?site=NO', 'site'],
  [`${SUMMARY}&hours=many`, 'hours'],
  [`${SUMMARY}&hours=0`, 'hours'],
  [`${SUMMARY}&hours=`, 'hours'],
  [`${SUMMARY}&hours=999999`, 'hours'],
  [`${SUMMARY}&traffic=aliens`, 'traffic'],
])('answers 400 to %s, naming the field %s', async (url, field) => {
  const { get } = await openReport();
  const response = await get(url);
  expect(response.statusCode).toBe(400);
  expect(response.json().error).toMatchObject({ code: 'report/query', field, fix: expect.stringContaining(field) });
});

it('never lets an answer be kept by a cache', async () => {
  const { get } = await openReport();
  expect((await get(SUMMARY)).headers['cache-control']).toBe('no-store');
});

it('refuses a token that is easy to guess', () => {
  const warehouse = { rows: async () => [], close: () => undefined };
  expect(() => reportRoutes({ warehouse, token: 'short' })).toThrow('at least 16 characters');
});

it('serves the page and all files that it names, without a token', async () => {
  const { get } = await openReport();
  const page = await get('/report', null);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  const named = [...page.body.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address = '']) => address);
  expect(named).toContain('report/report.js');
  for (const address of named) expect([address, (await get(`/${address}`, null)).statusCode]).toEqual([address, 200]);
});

it('serves every module that the page imports', async () => {
  const { get } = await openReport();
  const main = await get('/report/report.js', null);
  const imported = [...main.body.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => name);
  expect(imported.length).toBeGreaterThan(0);
  for (const name of imported)
    expect((await get(`/report/${name}`, null)).headers['content-type']).toContain('javascript');
});

it('allows the page nothing inline and nothing from elsewhere', async () => {
  const { get } = await openReport();
  const page = await get('/report', null);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(page.body).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|\sstyle=|https?:\/\//);
});

it('takes a slash at the end as the same page', async () => {
  const { get } = await openReport();
  const response = await get('/report/', null);
  expect([response.statusCode, response.headers.location]).toEqual([308, '../report']);
});

it('asks again only after a time that grows with what the answer cost', async () => {
  let nowMs = 0;
  let asked = 0;
  const remembered = createSummaryCache<number>(() => nowMs);
  const ask = async (costMs: number) => {
    asked += 1;
    nowMs += costMs;
    return asked;
  };
  const get = () => remembered('demo', () => ask(300));
  expect([await get(), await get()]).toEqual([1, 1]);
  nowMs += 2999;
  expect(await get()).toBe(1);
  nowMs += 1;
  expect(await get()).toBe(2);
});

it('forgets an answer that failed', async () => {
  const remembered = createSummaryCache<number>(() => 0);
  await expect(remembered('demo', async () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  expect(await remembered('demo', async () => 1)).toBe(1);
});

it('ships the page with the package', () => {
  const { files } = JSON.parse(readFileSync(new URL('../../../packages/report/package.json', import.meta.url), 'utf8'));
  expect(files).toContain('page');
});
