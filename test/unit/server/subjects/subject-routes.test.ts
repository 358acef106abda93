import { errorAnswerSchema, problemsOf } from '@aisle/schema';
import { createServer, type ServerOptions } from '@aisle/server';
import { describe, expect, it } from 'vitest';
import { openServer } from '../open-server.js';
import { sampleBatch, sampleEvent } from '../sample-event.js';

const TOKEN = 'a-token-for-the-tests';

const listen = async (overrides: Partial<ServerOptions> = { token: TOKEN }) => {
  const opened = await openServer(overrides);
  const url = await opened.app.listen({ port: 0, host: '127.0.0.1' });
  const ask = (method: 'GET' | 'DELETE', path: string, authorization: string | undefined = `Bearer ${TOKEN}`) =>
    fetch(`${url}/v1/subjects/${path}`, { method, headers: authorization === '' ? {} : { authorization } });
  return { ...opened, ask };
};

describe('GET /v1/subjects/:id', () => {
  it('B36: answers all that the server holds of a visitor, and of nobody else, as JSON', async () => {
    const { ask, post } = await listen();
    const bad = { ...sampleEvent('c'), seq: '5' };
    const other = sampleEvent('d', { visitorId: 'visitor-2', sessionId: 'session-2' });
    const sentFromMs = Date.now();
    await post(sampleBatch([sampleEvent('a'), sampleEvent('b'), bad, other], { gpc: true }));
    const response = await ask('GET', 'visitor-1?site=demo');
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const answer = (await response.json()) as { events: { receivedAtMs: number }[]; deadLetters: { body: string }[] };
    expect(answer).toMatchObject({ v: 1, site: 'demo', id: 'visitor-1', withdrawnAtMs: null });
    expect(answer.events.every(({ receivedAtMs }) => receivedAtMs >= sentFromMs)).toBe(true);
    expect(answer.events).toMatchObject([
      { sentAtMs: 1_700_000_001_000, gpc: true, event: sampleEvent('a') },
      { event: sampleEvent('b') },
    ]);
    expect(answer.deadLetters).toMatchObject([{ code: 'event/invalid', field: 'seq', sessionId: 'session-1' }]);
    expect(JSON.parse(answer.deadLetters[0]?.body ?? '')).toEqual(bad);
  });

  it('answers a subject of thousands of events whole', async () => {
    const { ask, store } = await listen();
    const events = Array.from({ length: 3000 }, (_, number) => sampleEvent(`event-${number}`, { seq: number }));
    await store.accept({ site: 'demo', sentAtMs: 1, receivedAtMs: 2, events });
    const answer = (await (await ask('GET', 'session-1?site=demo')).json()) as { events: { event: unknown }[] };
    expect(answer.events.map(({ event }) => event)).toEqual(events);
  });

  it('answers of an id that nobody knows that nothing is held', async () => {
    const { ask } = await listen();
    expect(await (await ask('GET', 'nobody?site=demo')).json()).toEqual({
      v: 1,
      site: 'demo',
      id: 'nobody',
      withdrawnAtMs: null,
      events: [],
      deadLetters: [],
    });
  });
});

describe('DELETE /v1/subjects/:id', () => {
  it('B37: erases and answers how much, each time, and late events are refused', async () => {
    const { ask, post, store } = await listen();
    await post(sampleBatch([sampleEvent('a'), sampleEvent('b')]));
    const first = await ask('DELETE', 'visitor-1?site=demo');
    expect([first.status, await first.json()]).toEqual([200, { erased: 2 }]);
    expect(await (await ask('DELETE', 'visitor-1?site=demo')).json()).toEqual({ erased: 0 });
    const late = await post(sampleBatch([sampleEvent('c')]));
    expect(late.json().results).toEqual([{ id: 'c_______', status: 'rejected', code: 'consent/withdrawn' }]);
    expect((await store.counts()).events).toBe(0);
    const held = (await (await ask('GET', 'visitor-1?site=demo')).json()) as { withdrawnAtMs: number };
    expect(held.withdrawnAtMs).toBeGreaterThan(0);
  });
});

describe.each(['GET', 'DELETE'] as const)('%s', (method) => {
  it.each([
    ['no token', ''],
    ['a wrong token', 'Bearer a-token-for-the-testz'],
    ['half of it', `Bearer ${TOKEN.slice(0, 8)}`],
    ['another scheme', `Basic ${TOKEN}`],
  ])('is refused with 401 for %s', async (_name, authorization) => {
    const { ask, store, post } = await listen();
    await post(sampleBatch([sampleEvent('a')]));
    const response = await ask(method, 'visitor-1?site=demo', authorization);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const answer = (await response.json()) as { error: unknown };
    expect(problemsOf(errorAnswerSchema, answer)).toEqual([]);
    expect(answer.error).toMatchObject({ code: 'subject/token', field: 'Authorization', fix: expect.any(String) });
    expect((await store.counts()).events).toBe(1);
  });

  it('is closed with 403 on a server without a token, and says how to open it', async () => {
    const { ask } = await listen({});
    const response = await ask(method, 'visitor-1?site=demo');
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      error: { code: 'subject/closed', field: 'token', fix: expect.stringContaining('AISLE_TOKEN') },
    });
  });

  it.each([
    ['no site', 'visitor-1', 400, 'subject/query', 'site'],
    ['two sites', 'visitor-1?site=demo&site=other', 400, 'subject/query', 'site'],
    ['a site that is not known', 'visitor-1?site=constructor', 404, 'site/unknown', 'site'],
    ['no id', '?site=demo', 400, 'subject/query', 'id'],
  ])('names the field and the fix for %s', async (_name, path, status, code, field) => {
    const { ask } = await listen();
    const response = await ask(method, path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, field, fix: expect.any(String) } });
  });

  it.each([
    ['an id without end', `${'a'.repeat(5000)}?site=demo`],
    ['an id that cannot be decoded', '%zz?site=demo'],
  ])('S22: answers %s in the one error form', async (_name, path) => {
    const { ask } = await listen();
    const response = await ask(method, path);
    expect([400, 414]).toContain(response.status);
    expect(problemsOf(errorAnswerSchema, await response.json())).toEqual([]);
  });

  it('answers 503 while the store fails', async () => {
    const { ask, store } = await listen();
    await store.close();
    const response = await ask(method, 'visitor-1?site=demo');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'store/unavailable' } });
  });
});

it.each(['short', 'with spaces in its midst', ''])('does not start with the token %j', async (token) => {
  const { store } = await openServer();
  const started = createServer({ sites: { demo: { origins: ['*'] } }, store, token });
  await expect(started).rejects.toMatchObject({ code: 'config/invalid', field: 'token', fix: expect.any(String) });
});
