import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { batchAnswerSchema, errorAnswerSchema, problemsOf } from '@aisle/schema';
import { describe, expect, it } from 'vitest';
import { openServer, SHOP } from '../open-server.js';
import { sampleBatch, sampleEvent } from '../sample-event.js';

const lettersIn = (path: string) => {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT code, field, reason, id, session_id, body FROM dead_letters').all();
  database.close();
  return rows;
};

const deepJson = (levels: number): string => '[' + '['.repeat(levels) + ']'.repeat(levels) + ']';

describe('POST /v1/batch', () => {
  it('answers 202 with a result per event, in order', async () => {
    const { post, store } = await openServer();
    const response = await post(sampleBatch([sampleEvent('a'), sampleEvent('b'), sampleEvent('a')]));
    expect(response.statusCode).toBe(202);
    expect(response.json()).toEqual({
      results: [
        { id: 'a_______', status: 'accepted' },
        { id: 'b_______', status: 'accepted' },
        { id: 'a_______', status: 'duplicate' },
      ],
    });
    expect(problemsOf(batchAnswerSchema, response.json())).toEqual([]);
    expect((await store.counts('demo')).events).toBe(2);
  });

  it('answers a retry with duplicates and keeps nothing twice', async () => {
    const { post, store } = await openServer();
    const batch = sampleBatch([sampleEvent('a'), sampleEvent('b')]);
    await post(batch);
    const response = await post(batch);
    expect(response.json().results.map(({ status }: { status: string }) => status)).toEqual(['duplicate', 'duplicate']);
    expect((await store.counts()).events).toBe(2);
  });

  it.each([['application/json'], ['text/plain'], ['text/plain;charset=UTF-8']])('takes JSON as %s', async (type) => {
    const { post } = await openServer();
    expect((await post(sampleBatch([sampleEvent('a')]), { 'content-type': type })).statusCode).toBe(202);
  });

  it.each([
    ['with Content-Encoding', { 'content-encoding': 'gzip', 'content-type': 'application/json' }],
    ['without Content-Encoding', {}],
  ])('takes gzip %s', async (_name, headers) => {
    const { post, store } = await openServer();
    const response = await post(gzipSync(JSON.stringify(sampleBatch([sampleEvent('a')]))), headers);
    expect(response.statusCode).toBe(202);
    expect((await store.counts()).events).toBe(1);
  });

  it('keeps fields and event names of a newer release', async () => {
    const { post, path } = await openServer();
    const event = { ...sampleEvent('a'), name: 'x_newer_event', newerField: { kept: true } };
    expect((await post(sampleBatch([event]))).json().results[0].status).toBe('accepted');
    const database = new DatabaseSync(path, { readOnly: true });
    expect(JSON.parse(String(database.prepare('SELECT body FROM events').get()?.['body']))).toEqual(event);
    database.close();
  });

  it('accepts the most events a batch may carry', async () => {
    const { post, store } = await openServer();
    const events = Array.from({ length: 1000 }, (_, number) => sampleEvent(`event-${number}`));
    expect((await post(sampleBatch(events))).statusCode).toBe(202);
    expect((await store.counts()).events).toBe(1000);
  });

  it('takes the site from the query when the body has none', async () => {
    const { app, store } = await openServer();
    const { site: _site, ...batch } = sampleBatch([sampleEvent('a')]);
    const response = await app.inject({ method: 'POST', url: '/v1/batch?site=demo', payload: batch });
    expect(response.statusCode).toBe(202);
    expect((await store.counts('demo')).events).toBe(1);
  });
});

describe('a bad event', () => {
  it.each<[string, unknown, string, string | undefined]>([
    ['a number sent as text', { ...sampleEvent('bad'), seq: '5' }, 'event/invalid', 'seq'],
    ['a missing field', { ...sampleEvent('bad'), sessionId: undefined }, 'event/invalid', 'sessionId'],
    [
      'a wrong item',
      sampleEvent('bad', { params: { items: [{ item_id: 'A' }, { item_id: 7 as unknown as string }] } }),
      'event/invalid',
      'params.items[1].item_id',
    ],
    [
      'an unknown purpose',
      { ...sampleEvent('bad'), consent: { purposes: ['spying'] } },
      'event/invalid',
      'consent.purposes[0]',
    ],
    ['null', null, 'event/invalid', undefined],
    ['a number', 7, 'event/invalid', undefined],
    ['an array', [], 'event/invalid', undefined],
    ['a string', 'event', 'event/invalid', undefined],
  ])('%s goes to the dead letters, and its batch is kept', async (_name, bad, code, field) => {
    const { post, store, path } = await openServer();
    const response = await post(sampleBatch([sampleEvent('a'), bad, sampleEvent('b')]));
    expect(response.statusCode).toBe(202);
    const [first, second, third] = response.json().results;
    expect([first.status, third.status]).toEqual(['accepted', 'accepted']);
    expect(second).toMatchObject({ status: 'rejected', code });
    expect(second.field).toBe(field);
    expect(await store.counts()).toEqual({ events: 2, deadLetters: 1 });
    const [letter] = lettersIn(path);
    expect(letter).toMatchObject({ code, field: field ?? null });
    expect(JSON.parse(String(letter?.['body']))).toEqual(JSON.parse(JSON.stringify(bad)));
  });

  const raw = (extra: string) => JSON.stringify(sampleEvent('bad')).replace(/}$/, `,${extra}}`);

  it.each([
    ['an own __proto__', raw('"__proto__":{"polluted":1}'), 'event/key', '__proto__'],
    ['an own __proto__ in depth', raw('"x":{"y":[{"__proto__":1}]}'), 'event/key', 'x.y[0].__proto__'],
    ['a constructor with a prototype', raw('"constructor":{"prototype":{"polluted":1}}'), 'event/key', 'constructor'],
    ['deep nesting', raw(`"x":${deepJson(33)}`), 'event/depth', undefined],
    ['very deep nesting', raw(`"x":${deepJson(100_000)}`), 'event/depth', undefined],
    ['a lone surrogate', raw('"x":"\\ud83d"'), 'event/text', 'x'],
    ['a lone surrogate in a key', raw('"\\ud83d":1'), 'event/text', undefined],
    ['a number beyond all numbers', raw('"x":1e999'), 'event/number', 'x'],
    ['300 kB in one event', raw(`"x":"${'x'.repeat(300_000)}"`), 'event/too-large', undefined],
  ])('with %s is rejected and does not sink its batch', async (_name, bad, code, field) => {
    const { post, store, path } = await openServer();
    const body = JSON.stringify(sampleBatch([sampleEvent('a'), 'BAD'])).replace('"BAD"', bad);
    const response = await post(body);
    expect(response.statusCode).toBe(202);
    const [good, refused] = response.json().results;
    expect(good.status).toBe('accepted');
    expect(refused).toMatchObject({ id: 'bad_____', status: 'rejected', code });
    if (field !== undefined) expect(refused.field).toBe(field);
    expect(await store.counts()).toEqual({ events: 1, deadLetters: 1 });
    expect(lettersIn(path)[0]).toMatchObject({ code, id: 'bad_____', session_id: 'session-1' });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('leaves at most 64 KiB of itself in the dead letters', async () => {
    const { post, path } = await openServer();
    await post(sampleBatch([{ ...sampleEvent('bad'), seq: '5', x: 'ü'.repeat(100_000) }]));
    const body = String(lettersIn(path)[0]?.['body']);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(body)).toBeGreaterThan(65_000);
    expect(body).not.toContain('\ufffd');
  });

  it('may have an id that is no text', async () => {
    const { post } = await openServer();
    const response = await post(sampleBatch([{ ...sampleEvent('a'), id: { toString: 'no' } }]));
    expect(response.json().results[0]).toEqual({ id: null, status: 'rejected', code: 'event/invalid', field: 'id' });
  });
});

describe('what is not a batch', () => {
  const manyEvents = Array.from({ length: 1001 }, (_, number) => sampleEvent(`event-${number}`));

  it.each<[string, string | object, string]>([
    ['a wrong version', sampleBatch([], { v: 2 }), 'v'],
    ['no version', sampleBatch([], { v: undefined }), 'v'],
    ['events that are no array', sampleBatch([], { events: {} }), 'events'],
    ['1001 events', sampleBatch(manyEvents), 'events'],
    ['a time as text', sampleBatch([], { sentAtMs: 'now' }), 'sentAtMs'],
    ['a site of a wrong type', sampleBatch([], { site: 7 }), 'site'],
    ['no site', sampleBatch([], { site: undefined }), 'site'],
    ['an own __proto__', '{"__proto__":{"x":1},"v":1,"site":"demo","sentAtMs":1,"events":[]}', '__proto__'],
  ])('is refused for %s, naming the field and the fix', async (_name, body, field) => {
    const { post, store } = await openServer();
    const response = await post(body);
    expect(response.statusCode).toBe(400);
    expect(problemsOf(errorAnswerSchema, response.json())).toEqual([]);
    expect(response.json().error).toMatchObject({ code: 'batch/invalid', field });
    expect(response.json().error.fix).toEqual(expect.any(String));
    expect((await store.counts()).events).toBe(0);
  });

  it.each([['{"v":1,'], [''], ['null'], ['7'], ['[]'], ['"batch"'], ['NaN'], [deepJson(200_000)]])(
    'is refused when the body is %.20s',
    async (body) => {
      const { post } = await openServer();
      const response = await post(body);
      expect(response.statusCode).toBe(400);
      expect(response.json().error.fix).toEqual(expect.any(String));
    },
  );

  it('is refused when a gzip body is cut', async () => {
    const { post } = await openServer();
    const response = await post(gzipSync(JSON.stringify(sampleBatch([]))).subarray(0, 40));
    expect(response.statusCode).toBe(400);
    expect(response.json().error.code).toBe('batch/unreadable');
  });

  it('is refused when the query names another site than the body', async () => {
    const { app } = await openServer();
    const response = await app.inject({ method: 'POST', url: '/v1/batch?site=other', payload: sampleBatch([]) });
    expect(response.json().error).toMatchObject({ code: 'batch/invalid', field: 'site' });
  });

  it.each([
    ['a content type that is not JSON', { 'content-type': 'application/xml' }],
    ['an encoding that is not gzip', { 'content-encoding': 'br' }],
  ])('is refused with 415 for %s', async (_name, headers) => {
    const { post } = await openServer();
    const response = await post(sampleBatch([]), headers);
    expect(response.statusCode).toBe(415);
    expect(response.json().error.fix).toContain('gzip');
  });

  it('is refused with 413 above the cap on the wire', async () => {
    const { post } = await openServer({ limits: { maxWireBytes: 1000 } });
    const response = await post(' '.repeat(1001));
    expect(response.statusCode).toBe(413);
    expect(response.json().error.code).toBe('batch/too-large');
  });

  it('is refused with 413 when it unpacks to more than the cap', async () => {
    const { post } = await openServer();
    const response = await post(gzipSync(Buffer.alloc(9 * 1024 * 1024, ' ')));
    expect(response.statusCode).toBe(413);
    expect(response.json().error.code).toBe('batch/too-large');
  });
});

describe('who may send', () => {
  it.each(['unknown', 'constructor', 'tostring'])('refuses the site %s', async (site) => {
    const { post } = await openServer();
    const response = await post(sampleBatch([sampleEvent('a')], { site }));
    expect(response.statusCode).toBe(403);
    expect(response.json().error).toMatchObject({ code: 'site/unknown', field: 'site' });
  });

  it.each(['https://evil.example', 'https://shop.example.evil.example', 'http://shop.example', 'null'])(
    'refuses the origin %s and lets its page not read why',
    async (origin) => {
      const { post, store } = await openServer();
      const response = await post(sampleBatch([sampleEvent('a')]), { origin });
      expect(response.statusCode).toBe(403);
      expect(response.json().error.code).toBe('origin/refused');
      expect(response.headers['access-control-allow-origin']).toBeUndefined();
      expect((await store.counts()).events).toBe(0);
    },
  );

  it("refuses one shop's page for another shop's site", async () => {
    const { post } = await openServer();
    const response = await post(sampleBatch([sampleEvent('a')]), { origin: 'https://other.example' });
    expect(response.json().error.code).toBe('origin/refused');
  });

  it('lets the page of a known origin read the answer', async () => {
    const { post } = await openServer();
    const response = await post(sampleBatch([]));
    expect(response.headers['access-control-allow-origin']).toBe(SHOP);
    expect(response.headers.vary).toBe('Origin');
  });

  it('lets the page of a known origin read an error too', async () => {
    const { post } = await openServer();
    expect((await post('{')).headers['access-control-allow-origin']).toBe(SHOP);
  });

  it('lets every origin send when the site says so', async () => {
    const { post } = await openServer({ sites: { demo: { origins: ['*'] } } });
    const response = await post(sampleBatch([]), { origin: 'https://anybody.example' });
    expect(response.statusCode).toBe(202);
    expect(response.headers['access-control-allow-origin']).toBe('https://anybody.example');
  });

  it('answers the preflight of a known origin', async () => {
    const { app } = await openServer();
    const headers = { origin: SHOP, 'access-control-request-method': 'POST' };
    const response = await app.inject({ method: 'OPTIONS', url: '/v1/batch', headers });
    expect(response.statusCode).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe(SHOP);
    expect(response.headers['access-control-allow-headers']).toContain('Content-Type');
  });

  it('refuses the preflight of an unknown origin', async () => {
    const { app } = await openServer();
    const response = await app.inject({
      method: 'OPTIONS',
      url: '/v1/batch',
      headers: { origin: 'https://evil.example' },
    });
    expect(response.statusCode).toBe(403);
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('refuses a site that sends too often, and no other', async () => {
    const { post } = await openServer({
      sites: { demo: { origins: ['*'] }, other: { origins: ['*'] } },
      limits: { batchesPerSecond: 0.01, batchBurst: 1 },
    });
    expect((await post(sampleBatch([]))).statusCode).toBe(202);
    const refused = await post(sampleBatch([]));
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(sampleBatch([], { site: 'other' }))).statusCode).toBe(202);
  });
});

describe('a store that fails', () => {
  it('is answered with 503 and a time to come back', async () => {
    const { post, store } = await openServer();
    await store.close();
    const response = await post(sampleBatch([sampleEvent('a')]));
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(response.json().error.code).toBe('store/unavailable');
  });
});
