import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { createServer, openSqliteEventStore } from '@aisle/server';
import { expect, it, onTestFinished } from 'vitest';
import { openServer } from '../open-server.js';
import { temporaryFolder } from '../temporary-folder.js';

const playbook: Playbook = {
  v: 1,
  version: 'spring',
  slots: [{ id: 'home-hero', candidates: [{ id: 'hello', when: { 'cart.quantity': { $gt: 0 } } }] }],
};
const served = publish(playbook);
const ADDRESS = '/v1/sites/demo/playbook.json';

const openWithFile = async (content: string = JSON.stringify(playbook)) => {
  const path = join(temporaryFolder(), 'playbook.json');
  writeFileSync(path, content);
  const { app } = await openServer({
    sites: { demo: { origins: ['*'], playbookPath: path }, bare: { origins: ['*'] } },
  });
  const get = (headers: Record<string, string> = {}, url = ADDRESS) => app.inject({ method: 'GET', url, headers });
  return { path, get, app };
};

it('serves the playbook with what caches and other origins need', async () => {
  const { get } = await openWithFile();
  const response = await get();
  expect(response.json()).toEqual(served);
  expect(response.headers).toMatchObject({
    'cache-control': 'public, max-age=60, stale-while-revalidate=600',
    'access-control-allow-origin': '*',
    'content-type': 'application/json; charset=utf-8',
  });
  expect(response.headers.etag).toMatch(/^"[\w-]+"$/);
});

it('answers 304 without a body to who has it', async () => {
  const { get } = await openWithFile();
  const etag = String((await get()).headers.etag);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const response = await get({ 'if-none-match': known });
    expect([response.statusCode, response.body]).toEqual([304, '']);
    expect(response.headers.etag).toBe(etag);
  }
  expect((await get({ 'if-none-match': '"other"' })).statusCode).toBe(200);
});

it('serves gzip under an ETag of its own', async () => {
  const { app, get } = await openWithFile();
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const response = await fetch(url + ADDRESS, { headers: { 'accept-encoding': 'gzip' } });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(await response.json()).toEqual(served);
  expect(response.headers.get('etag')).not.toBe((await get()).headers.etag);
  expect((await get({ 'accept-encoding': 'gzip;q=0, br' })).headers['content-encoding']).toBeUndefined();
});

it('serves the new playbook after the file changed', async () => {
  const { path, get } = await openWithFile();
  const before = (await get()).headers.etag;
  writeFileSync(path, JSON.stringify({ ...playbook, version: 'summer sale' }));
  const response = await get();
  expect(response.json().version).toBe('summer sale');
  expect(response.headers.etag).not.toBe(before);
});

it.each([
  ['is broken JSON', '{"v":1,'],
  ['is not a playbook', JSON.stringify({ ...playbook, slots: [{ id: 'No Key', candidates: [] }] })],
  ['has an own __proto__', '{"v":1,"version":"x","segments":[{"id":"a","title":"A","when":{"__proto__":{}}}]}'],
])('goes on serving the last good one when the file %s, and heals', async (_name, content) => {
  const { path, get } = await openWithFile();
  writeFileSync(path, content);
  expect((await get()).json()).toEqual(served);
  writeFileSync(path, JSON.stringify({ ...playbook, version: 'healed' }));
  expect((await get()).json().version).toBe('healed');
});

it('goes on serving the last good one when the file is gone', async () => {
  const { path, get } = await openWithFile();
  rmSync(path);
  expect((await get()).json()).toEqual(served);
});

it.each(['unknown', 'bare', 'constructor', '__proto__'])('answers 404 for the site %s', async (site) => {
  const { get } = await openWithFile();
  const response = await get({}, `/v1/sites/${site}/playbook.json`);
  expect(response.statusCode).toBe(404);
  expect(response.json().error).toMatchObject({ code: 'site/unknown', field: 'site' });
});

it('serves a playbook that stands in the options', async () => {
  const { app } = await openServer({
    sites: { demo: { origins: ['*'], playbook: { v: 1, version: 'inline' } } },
  });
  expect((await app.inject(ADDRESS)).json()).toMatchObject({ v: 1, version: 'inline', published: 2 });
});

it.each([
  ['is cut', '{', 'is not JSON'],
  ['lacks a field', '{"v":1,"version":"x","slots":[{"id":"home"}]}', 'slots[0].candidates'],
  [
    'has an own __proto__',
    '{"v":1,"version":"x","segments":[{"id":"a","title":"A","when":{"__proto__":{}}}]}',
    'segments[0].when.__proto__: the key __proto__ is not allowed',
  ],
  [
    'nests without end',
    `{"v":1,"version":"x","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'nests deeper than',
  ],
])('does not start with a file that %s, and names file and field', async (_name, content, field) => {
  const folder = temporaryFolder();
  const path = join(folder, 'playbook.json');
  writeFileSync(path, content);
  const store = openSqliteEventStore(join(folder, 'events.sqlite'));
  onTestFinished(() => store.close());
  const started = createServer({ sites: { demo: { origins: ['*'], playbookPath: path } }, store });
  await expect(started).rejects.toMatchObject({ code: 'playbook/invalid', fix: expect.any(String) });
  await expect(started).rejects.toThrow(`${path}: `);
  await expect(started).rejects.toThrow(field);
});

it('does not start with a file that is not there', async () => {
  const folder = temporaryFolder();
  const store = openSqliteEventStore(join(folder, 'events.sqlite'));
  onTestFinished(() => store.close());
  const started = createServer({ sites: { demo: { origins: ['*'], playbookPath: join(folder, 'no.json') } }, store });
  await expect(started).rejects.toThrow('no.json: cannot be read');
});
