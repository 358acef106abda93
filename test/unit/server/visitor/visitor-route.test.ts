import { request as requestOverSocket } from 'node:http';
import { errorAnswerSchema, problemsOf, visitorAnswerSchema } from '@aisle/schema';
import { createServer, openSqliteEventStore } from '@aisle/server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openServer, SHOP } from '../open-server.js';
import { temporaryFolder } from '../temporary-folder.js';

const DAY_MS = 86_400_000;
const SITES = { demo: { origins: [SHOP], visitorCookie: true }, other: { origins: [SHOP] } };

const visitor = (overrides: object = {}) => ({ v: 1, site: 'demo', id: 'visitor-1', ...overrides });

interface Sent {
  readonly body?: unknown;
  readonly cookie?: string;
  readonly origin?: string;
  readonly url?: string;
}

const open = async (overrides: Parameters<typeof openServer>[0] = {}) => {
  const opened = await openServer({ sites: SITES, ...overrides });
  const say = (
    method: 'POST' | 'PUT' | 'DELETE',
    { body = visitor(), cookie, origin = SHOP, url = '/v1/visitor' }: Sent = {},
  ) =>
    opened.app.inject({
      method,
      url,
      headers: { 'content-type': 'text/plain', origin, ...(cookie !== undefined && { cookie }) },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ...opened, say };
};

const secondsAgo = (days: number): number => Math.floor((Date.now() - days * DAY_MS) / 1000);

describe('POST /v1/visitor', () => {
  it('S21: keeps the proposed id in a cookie that no script sees and no other address gets, for 395 days', async () => {
    const { say } = await open();
    const response = await say('POST');
    expect(response.statusCode).toBe(200);
    expect(problemsOf(visitorAnswerSchema, response.json())).toEqual([]);
    expect(response.json()).toMatchObject({ id: 'visitor-1' });
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.cookies).toEqual([
      {
        name: 'aisle-demo',
        value: expect.stringMatching(/^visitor-1\.\d{10}$/),
        maxAge: 395 * 86_400,
        path: '/v1/visitor',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      },
    ]);
  });

  it('answers the id of the cookie, its age, and sets nothing: it does not live longer for being asked for', async () => {
    const { say } = await open();
    const response = await say('POST', {
      cookie: `aisle-demo=visitor-0.${secondsAgo(10)}`,
      body: visitor({ id: 'visitor-9' }),
    });
    expect(response.json().id).toBe('visitor-0');
    expect(Math.round(response.json().ageMs / DAY_MS)).toBe(10);
    expect(response.cookies).toEqual([]);
  });

  it('takes a cookie that the shop set itself, without a time', async () => {
    const { say } = await open();
    expect((await say('POST', { cookie: 'aisle-demo=visitor-0' })).json()).toMatchObject({ id: 'visitor-0' });
  });

  it.each([
    ['of another site', 'aisle-other=visitor-0'],
    ['of 7 letters', 'aisle-demo=visitor'],
    ['of 65 letters', `aisle-demo=${'x'.repeat(65)}`],
    ['with markup in it', 'aisle-demo=%3Cscript%3Ealert%3C%2Fscript%3E'],
    ['that cannot be decoded', 'aisle-demo=%E0%A4%A'],
    ['with a time that is none', 'aisle-demo=visitor-0.now'],
    ['that is empty', 'aisle-demo='],
    ['that is a hundred kilobytes', `aisle-demo=${'x'.repeat(100_000)}`],
    ['older than 395 days', `aisle-demo=visitor-0.${secondsAgo(396)}`],
  ])('S22, B25: ignores a cookie %s', async (_name, cookie) => {
    const { say } = await open();
    const response = await say('POST', { cookie });
    expect(response.json()).toMatchObject({ id: 'visitor-1' });
    expect(response.cookies).toHaveLength(1);
  });

  it('B25: never keeps an id longer than the site keeps events', async () => {
    const { say } = await open({ sites: { demo: { ...SITES.demo, retentionDays: 30 } } });
    expect((await say('POST')).cookies).toMatchObject([{ maxAge: 30 * 86_400 }]);
    const old = await say('POST', { cookie: `aisle-demo=visitor-0.${secondsAgo(31)}` });
    expect(old.json()).toMatchObject({ id: 'visitor-1' });
  });

  it('B35: never gives an id again whose consent was taken back', async () => {
    const { say, store } = await open();
    await store.erase('demo', ['visitor-0']);
    const response = await say('POST', { cookie: `aisle-demo=visitor-0.${secondsAgo(1)}` });
    expect(response.json()).toMatchObject({ id: 'visitor-1' });
    expect(response.cookies).toMatchObject([{ value: expect.stringContaining('visitor-1') }]);
  });

  it.each([
    ['http://localhost:3000', false],
    ['http://127.0.0.1', false],
    ['http://[::1]:8080', false],
    ['https://localhost', true],
    ['http://localhost.evil.example', true],
    ['http://shop.example', true],
  ])('lets the cookie go over plain http only on this machine: from %s Secure is %s', async (origin, secure) => {
    const { say } = await open({ sites: { demo: { origins: ['*'], visitorCookie: true } } });
    const [cookie] = (await say('POST', { origin })).cookies;
    expect(cookie?.['secure'] ?? false).toBe(secure);
  });
});

describe('PUT and DELETE /v1/visitor', () => {
  it('puts another id in its place', async () => {
    const { say } = await open();
    const response = await say('PUT', { cookie: `aisle-demo=visitor-0.${secondsAgo(1)}` });
    expect(response.json()).toMatchObject({ id: 'visitor-1' });
    expect(response.cookies).toMatchObject([{ value: expect.stringContaining('visitor-1') }]);
  });

  it('B25: lets an id that is told again end when it would have', async () => {
    const { say } = await open();
    const response = await say('PUT', { body: visitor({ ageMs: 300 * DAY_MS }) });
    expect(response.cookies).toMatchObject([{ maxAge: 95 * 86_400 }]);
    expect(Number(response.cookies[0]?.value.split('.')[1])).toBeCloseTo(secondsAgo(300), -1);
    expect((await say('PUT', { body: visitor({ ageMs: 1e300 }) })).cookies).toMatchObject([{ maxAge: 0 }]);
  });

  it('B33: deletes it, and needs no id for that', async () => {
    const { say } = await open();
    const response = await say('DELETE', { body: { v: 1, site: 'demo' }, cookie: 'aisle-demo=visitor-0' });
    expect(response.statusCode).toBe(204);
    expect(response.cookies).toMatchObject([{ name: 'aisle-demo', value: '', path: '/v1/visitor' }]);
    expect(response.cookies[0]?.expires?.getTime()).toBe(0);
  });
});

describe('what is refused', () => {
  it.each(['POST', 'PUT', 'DELETE'] as const)(
    '%s is answered with 404 by a site that has not asked for it',
    async (method) => {
      const { say } = await open();
      const response = await say(method, { body: visitor({ site: 'other' }) });
      expect([response.statusCode, response.json()]).toMatchObject([
        404,
        { error: { code: 'visitor/off', field: 'site' } },
      ]);
      expect(response.cookies).toEqual([]);
    },
  );

  it.each<[string, string | object, string]>([
    ['a wrong version', visitor({ v: 2 }), 'v'],
    ['no site', visitor({ site: undefined }), 'site'],
    ['no id', visitor({ id: undefined }), 'id'],
    ['an id that is a list', visitor({ id: ['visitor-1'] }), 'id'],
    ['an id with a line break', visitor({ id: 'visitor-1\r\nSet-Cookie: a=b' }), 'id'],
    ['an age below 0', visitor({ ageMs: -1 }), 'ageMs'],
    ['an age that is a text', visitor({ ageMs: '5' }), 'ageMs'],
    ['an own __proto__', '{"__proto__":{},"v":1,"site":"demo","id":"visitor-1"}', '__proto__'],
  ])('S18, S22: %s, naming the field and the fix', async (_name, body, field) => {
    const { say } = await open();
    const response = await say('POST', { body });
    expect(response.statusCode).toBe(400);
    expect(problemsOf(errorAnswerSchema, response.json())).toEqual([]);
    expect(response.json().error).toMatchObject({ code: 'visitor/invalid', field });
    expect(response.cookies).toEqual([]);
  });

  it('an unknown site, the page of a foreign origin, too much, and too often', async () => {
    const { say } = await open({ limits: { batchesPerSecond: 0.01, batchBurst: 1, maxWireBytes: 1_000 } });
    expect((await say('POST', { body: visitor({ site: 'constructor' }) })).statusCode).toBe(403);
    const foreign = await say('POST', { origin: 'https://evil.example' });
    expect([foreign.statusCode, foreign.json()]).toMatchObject([403, { error: { code: 'origin/refused' } }]);
    const large = await say('POST', { body: 'x'.repeat(2_000) });
    expect([large.statusCode, large.json()]).toMatchObject([413, { error: { code: 'visitor/too-large' } }]);
    expect((await say('POST')).statusCode).toBe(200);
    expect((await say('PUT')).statusCode).toBe(429);
  });

  it('S20: another origin may neither ask first nor read the answer', async () => {
    const { say, app } = await open();
    const preflight = await app.inject({
      method: 'OPTIONS',
      url: '/v1/visitor',
      headers: { origin: SHOP, 'access-control-request-method': 'PUT' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    const { headers } = await say('POST');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('answers 503 while the store fails, rather than give an id that may be withdrawn', async () => {
    const { say, store } = await open();
    await store.close();
    expect((await say('POST', { cookie: 'aisle-demo=visitor-0' })).statusCode).toBe(503);
  });

  it('is a mistake in the options when it is not true or false', async () => {
    const sites = { demo: { origins: [SHOP], visitorCookie: 'yes' as unknown as boolean } };
    await expect(openServer({ sites })).rejects.toMatchObject({
      code: 'config/invalid',
      field: 'sites.demo.visitorCookie',
    });
  });
});

it('goes over a socket as browsers send it, and a cookie comes back in the next request', async () => {
  const { app } = await open();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const post = (id: string, cookie?: string) =>
    new Promise<{ readonly id: unknown; readonly set: readonly string[] }>((resolve, reject) => {
      const headers = { 'content-type': 'text/plain', origin: SHOP, ...(cookie !== undefined && { cookie }) };
      const asking = requestOverSocket({ port, path: '/v1/visitor', method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => resolve({ id: JSON.parse(text).id, set: response.headers['set-cookie'] ?? [] }));
      });
      asking.on('error', reject);
      asking.end(JSON.stringify(visitor({ id })));
    });
  const first = await post('visitor-1');
  expect(first.set[0]).toMatch(
    /^aisle-demo=visitor-1\.\d+; Max-Age=34128000; Path=\/v1\/visitor; HttpOnly; Secure; SameSite=Lax$/,
  );
  const again = await post('visitor-2', first.set[0]?.split(';')[0]);
  expect(again).toEqual({ id: 'visitor-1', set: [] });
});

it('S26: writes no id into its log', async () => {
  const lines: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  onTestFinished(() => stdout.mockRestore());
  const store = openSqliteEventStore(`${temporaryFolder()}/events.sqlite`);
  const app = await createServer({ sites: SITES, store, logger: true });
  onTestFinished(async () => {
    await app.close();
    await store.close();
  });
  const headers = { 'content-type': 'text/plain', origin: SHOP, cookie: 'aisle-demo=visitor-secret' };
  for (const payload of [visitor({ id: 'visitor-proposed' }), visitor({ id: 'visitor secret!' })])
    await app.inject({ method: 'POST', url: '/v1/visitor', headers, payload: JSON.stringify(payload) });
  const text = lines.join('');
  expect(text).toContain('/v1/visitor');
  expect(text).not.toMatch(/visitor-secret|visitor-proposed|visitor secret/);
});
