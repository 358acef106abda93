import { gzipSync } from 'node:zlib';
import { errorAnswerSchema, problemsOf, withdrawalAnswerSchema } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { bytesOf, checkpoint, rowsIn } from '../file-bytes.js';
import { openServer, SHOP } from '../open-server.js';
import { sampleBatch, sampleEvent } from '../sample-event.js';

const withdrawal = (ids: unknown = ['visitor-1', 'session-1'], overrides: object = {}) => ({
  v: 1,
  site: 'demo',
  ids,
  ...overrides,
});

const listen = async (overrides: Parameters<typeof openServer>[0] = {}) => {
  const opened = await openServer(overrides);
  const url = await opened.app.listen({ port: 0, host: '127.0.0.1' });
  const to =
    (path: string) =>
    (body: string | object | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: SHOP, ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      });
  return { ...opened, url, send: to('/v1/batch'), withdraw: to('/v1/withdraw'), withdrawAt: to };
};

describe('POST /v1/withdraw', () => {
  it('B33, B37: erases what is held of the ids and answers how much, each time', async () => {
    const { send, withdraw, store } = await listen();
    await send(sampleBatch([sampleEvent('a'), sampleEvent('b'), { ...sampleEvent('c'), seq: '5' }]));
    const first = await withdraw(withdrawal());
    expect(first.status).toBe(200);
    const answer: unknown = await first.json();
    expect(answer).toEqual({ erased: 2 });
    expect(problemsOf(withdrawalAnswerSchema, answer)).toEqual([]);
    expect(await store.counts()).toEqual({ events: 0, deadLetters: 0 });
    const again = await withdraw(withdrawal());
    expect([again.status, await again.json()]).toEqual([200, { erased: 0 }]);
  });

  it.each([['application/json'], ['text/plain'], ['text/plain;charset=UTF-8']])('takes JSON as %s', async (type) => {
    const { withdraw } = await listen();
    expect((await withdraw(withdrawal(), { 'content-type': type })).status).toBe(200);
  });

  it('takes gzip, and the site from the query', async () => {
    const { withdrawAt } = await listen();
    const body = new Uint8Array(gzipSync(JSON.stringify({ v: 1, ids: ['visitor-1'] })));
    expect((await withdrawAt('/v1/withdraw?site=demo')(body)).status).toBe(200);
  });

  it('takes the most ids that one may name, and ignores fields of a newer release', async () => {
    const { withdraw } = await listen();
    const ids = Array.from({ length: 200 }, (_, number) => `visitor-${number}`);
    expect((await withdraw(withdrawal(ids, { newer: { deep: 1 } }))).status).toBe(200);
  });

  it("erases nothing of another site's, though the ids are the same", async () => {
    const sites = { demo: { origins: ['*'] }, other: { origins: ['*'] } };
    const { send, withdraw, store } = await listen({ sites });
    await send(sampleBatch([sampleEvent('a')], { site: 'other' }));
    expect(await (await withdraw(withdrawal())).json()).toEqual({ erased: 0 });
    expect((await store.counts('other')).events).toBe(1);
  });

  it('counts withdrawals and what they erased', async () => {
    const { send, withdraw, app } = await listen();
    await send(sampleBatch([sampleEvent('a'), sampleEvent('b')]));
    await withdraw(withdrawal());
    const { body } = await app.inject('/metrics');
    expect(body).toContain('aisle_erasures_total{site="demo"} 1');
    expect(body).toContain('aisle_events_erased_total{site="demo"} 2');
  });

  it('answers 503 and a time to come back while the store fails', async () => {
    const { withdraw, store } = await listen();
    await store.close();
    const response = await withdraw(withdrawal());
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ error: { code: 'store/unavailable', fix: expect.any(String) } });
  });
});

describe('a batch of a withdrawn shopper', { timeout: 30_000 }, () => {
  it('B34: is acknowledged, so that it is not sent again, and dropped, the bad events in it as well', async () => {
    const { send, withdraw, store, path, app } = await listen();
    await withdraw(withdrawal());
    const bad = { ...sampleEvent('b'), seq: '5' };
    const other = sampleEvent('c', { visitorId: 'visitor-2', sessionId: 'session-2' });
    const response = await send(sampleBatch([sampleEvent('a'), bad, other]));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      results: [
        { id: 'a_______', status: 'rejected', code: 'consent/withdrawn' },
        { id: 'b_______', status: 'rejected', code: 'consent/withdrawn' },
        { id: 'c_______', status: 'accepted' },
      ],
    });
    expect(await store.counts()).toEqual({ events: 1, deadLetters: 0 });
    expect(rowsIn(path, "SELECT SUM(count) AS count FROM drops WHERE reason = 'consent/withdrawn'")).toEqual([
      { count: 2 },
    ]);
    const { body } = await app.inject('/metrics');
    expect(body).toContain('aisle_events_total{site="demo",result="rejected"} 2');
    expect(body).toContain('aisle_events_rejected_total{site="demo",code="consent/withdrawn"} 2');
    checkpoint(path);
    expect(bytesOf(path)).not.toMatch(/visitor-1|session-1/);
  });

  it('B34: leaves nothing when it is in flight at the same time as the withdrawal, over and over', async () => {
    const { send, withdraw, store } = await listen();
    for (let round = 0; round < 25; round += 1) {
      const [visitorId, sessionId] = [`visitor-${round}`, `session-${round}`];
      const batches = [0, 1, 2, 3].map((place) =>
        sampleBatch([
          sampleEvent(`e-${round}-${place}`, { visitorId, sessionId }),
          { ...sampleEvent(`b-${round}-${place}`, { visitorId, sessionId }), seq: '5' },
        ]),
      );
      const sent = batches.map((batch, place) => ({ place, go: () => send(batch) }));
      const all = [...sent, { place: round % 4, go: () => withdraw(withdrawal([visitorId])) }];
      const answers = await Promise.all(all.toSorted((a, b) => a.place - b.place).map(({ go }) => go()));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 202]));
    }
    expect(await store.counts()).toEqual({ events: 0, deadLetters: 0 });
  });

  it.each([
    ['the header Sec-GPC', {}, { 'sec-gpc': '1' }, 1],
    ['its field gpc', { gpc: true }, {}, 1],
    ['neither', { gpc: false }, { 'sec-gpc': '0' }, 0],
  ])('B17: is kept with its wish not to be sold when that is told by %s', async (_name, fields, headers, gpc) => {
    const { send, path } = await listen();
    await send(sampleBatch([sampleEvent('a')], fields), headers);
    expect(rowsIn(path, 'SELECT gpc FROM events')).toEqual([{ gpc }]);
  });
});

describe('what is not a withdrawal', () => {
  const many = Array.from({ length: 201 }, (_, number) => `visitor-${number}`);

  it.each<[string, string | object, string]>([
    ['a wrong version', withdrawal(undefined, { v: 2 }), 'v'],
    ['no site', withdrawal(undefined, { site: undefined }), 'site'],
    ['a site of a wrong type', withdrawal(undefined, { site: { demo: 1 } }), 'site'],
    ['no ids', { v: 1, site: 'demo' }, 'ids'],
    ['an empty list', withdrawal([]), 'ids'],
    ['201 ids', withdrawal(many), 'ids'],
    ['ids that are no list', withdrawal({ length: 1, 0: 'visitor-1' }), 'ids'],
    ['an id that is a number', withdrawal(['visitor-1', 7]), 'ids[1]'],
    ['an id that is a list', withdrawal([['visitor-1']]), 'ids[0]'],
    ['an id that could be guessed', withdrawal(['1']), 'ids[0]'],
    ['an id of 65 letters', withdrawal(['x'.repeat(65)]), 'ids[0]'],
    ['an id with a wildcard', withdrawal(['visitor-%']), 'ids[0]'],
    ['half of a surrogate pair', '{"v":1,"site":"demo","ids":["visitor-\\ud83d"]}', 'ids[0]'],
    ['an own __proto__', '{"__proto__":{"v":1},"v":1,"site":"demo","ids":["visitor-1"]}', '__proto__'],
    ['ids that hang on __proto__', '{"v":1,"site":"demo","x":{"__proto__":{"ids":["visitor-1"]}}}', 'ids'],
  ])('S18, S22: is refused for %s, naming the field and the fix', async (_name, body, field) => {
    const { withdraw, send, store } = await listen();
    await send(sampleBatch([sampleEvent('a')]));
    const response = await withdraw(body);
    expect(response.status).toBe(400);
    const answer = (await response.json()) as { error: unknown };
    expect(problemsOf(errorAnswerSchema, answer)).toEqual([]);
    expect(answer.error).toMatchObject({ code: 'withdrawal/invalid', field, fix: expect.any(String) });
    expect((await store.counts()).events).toBe(1);
    expect(Reflect.get({}, 'v')).toBeUndefined();
  });

  it.each([
    ['nothing', '', 'withdrawal/unreadable'],
    ['half of it', '{"v":1,"site":"demo","ids":["vis', 'withdrawal/unreadable'],
    ['null', 'null', 'withdrawal/invalid'],
    ['a list', '["visitor-1"]', 'withdrawal/invalid'],
    ['a hundred thousand levels', '['.repeat(100_000) + ']'.repeat(100_000), 'withdrawal/invalid'],
    [
      'ids a hundred thousand levels deep',
      `{"v":1,"site":"demo","ids":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'withdrawal/invalid',
    ],
    ['a million ids', `{"v":1,"site":"demo","ids":[${'0,'.repeat(400_000)}0]}`, 'withdrawal/invalid'],
  ])('S18, S22: is refused for %s, and the server goes on', async (_name, body, code) => {
    const { withdraw } = await listen();
    const response = await withdraw(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code, fix: expect.any(String) } });
    expect((await withdraw(withdrawal())).status).toBe(200);
  });

  it('S22: is refused with 413 above the caps of a batch, packed or not', async () => {
    const { withdraw } = await listen();
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(20_000_000, ' ')));
    for (const body of ['x'.repeat(2_000_000), bomb]) {
      const response = await withdraw(body);
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({
        error: { code: 'withdrawal/too-large', fix: 'send at most 200 ids in one withdrawal' },
      });
    }
    expect((await withdraw(withdrawal())).status).toBe(200);
  });

  it('is refused with 415 for another content type or encoding', async () => {
    const { withdraw } = await listen();
    const xml = await withdraw(withdrawal(), { 'content-type': 'application/xml' });
    expect([xml.status, await xml.json()]).toMatchObject([415, { error: { code: 'withdrawal/content-type' } }]);
    const brotli = await withdraw(withdrawal(), { 'content-encoding': 'br' });
    expect([brotli.status, await brotli.json()]).toMatchObject([415, { error: { code: 'withdrawal/encoding' } }]);
  });
});

describe('who may withdraw', () => {
  it('refuses an unknown site, and the page of a foreign origin', async () => {
    const { withdraw, send, store } = await listen();
    await send(sampleBatch([sampleEvent('a')]));
    const unknown = await withdraw(withdrawal(undefined, { site: 'constructor' }));
    expect([unknown.status, await unknown.json()]).toMatchObject([403, { error: { code: 'site/unknown' } }]);
    const foreign = await withdraw(withdrawal(), { origin: 'https://evil.example' });
    expect([foreign.status, await foreign.json()]).toMatchObject([403, { error: { code: 'origin/refused' } }]);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    expect((await store.counts()).events).toBe(1);
  });

  it('lets the page of a known origin read the answer, an error too, and answers its preflight', async () => {
    const { withdraw, app } = await listen();
    for (const body of [withdrawal(), '{']) {
      const { headers } = await withdraw(body);
      expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([SHOP, 'Origin']);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    const asked = { origin: SHOP, 'access-control-request-method': 'POST' };
    const preflight = await app.inject({ method: 'OPTIONS', url: '/v1/withdraw', headers: asked });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': SHOP,
      'access-control-allow-methods': 'POST',
    });
    const foreign = { ...asked, origin: 'https://evil.example' };
    expect((await app.inject({ method: 'OPTIONS', url: '/v1/withdraw', headers: foreign })).statusCode).toBe(403);
  });

  it('refuses a site that withdraws too often, and a flood of batches holds no withdrawal up', async () => {
    const { withdraw, send } = await listen({ limits: { batchesPerSecond: 0.01, batchBurst: 1 } });
    await send(sampleBatch([]));
    expect((await send(sampleBatch([]))).status).toBe(429);
    expect((await withdraw(withdrawal())).status).toBe(200);
    const refused = await withdraw(withdrawal());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
