import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { createServer, openSqliteEventStore } from '@aisle/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openServer } from '../open-server.js';
import { temporaryFolder } from '../temporary-folder.js';

const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Writes a folder as `aisle train` does; the hashes of its models. */
const writeModels = (folder: string, models: Readonly<Record<string, string>>): string[] => {
  mkdirSync(folder, { recursive: true });
  const list = Object.entries(models).map(([file, content]) => {
    writeFileSync(join(folder, file), content);
    const [kind] = file.split('-');
    return { kind, url: `models/${file}`, hash: hashOf(content), format: 1, bytes: content.length };
  });
  writeFileSync(join(folder, 'models.json'), JSON.stringify(list));
  return list.map(({ hash }) => hash);
};

const popularity = JSON.stringify({
  v: 1,
  kind: 'popularity',
  all: Array.from({ length: 99 }, (_, at) => `item-${at}`),
});
const neighbours = 'dense';

const playbook = { v: 1 as const, version: 'spring' };

const openWithModels = async (models: Readonly<Record<string, string>> | null) => {
  const folder = join(temporaryFolder(), 'models');
  const hashes = models ? writeModels(folder, models) : [];
  const { app } = await openServer({
    sites: { demo: { origins: ['*'], playbook, models: folder }, bare: { origins: ['*'], playbook } },
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url: `/v1/sites/demo/${path}`, headers });
  const named = async () => (await get('playbook.json')).json().models;
  return { folder, hashes, app, get, named };
};

const set = { 'neighbours-1.bin': neighbours, 'popularity-1.json': popularity };

it('names the models in the served playbook, by addresses of the server', async () => {
  const { hashes, named, app } = await openWithModels(set);
  expect(await named()).toEqual([
    { kind: 'neighbours', url: `models/${hashes[0]}`, hash: hashes[0], format: 1, bytes: neighbours.length },
    { kind: 'popularity', url: `models/${hashes[1]}`, hash: hashes[1], format: 1, bytes: popularity.length },
  ]);
  expect((await app.inject('/v1/sites/bare/playbook.json')).json().models).toBeUndefined();
});

it('serves a model to any origin, to be kept for ever', async () => {
  const { hashes, get } = await openWithModels(set);
  const response = await get(`models/${hashes[0]}`, { origin: 'https://anywhere.example' });
  expect([response.statusCode, response.body]).toEqual([200, neighbours]);
  expect(response.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'content-type': 'application/octet-stream',
    vary: 'Accept-Encoding',
  });
});

it('serves brotli to who takes it, and not where it saves nothing', async () => {
  const { hashes, get } = await openWithModels(set);
  const packed = await get(`models/${hashes[1]}`, { 'accept-encoding': 'gzip, br' });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': expect.stringContaining('json') });
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(popularity);
  expect((await get(`models/${hashes[1]}`, { 'accept-encoding': 'gzip, br;q=0' })).body).toBe(popularity);
  expect((await get(`models/${hashes[0]}`, { 'accept-encoding': 'br' })).body).toBe(neighbours);
});

it('serves over a socket the very bytes that the playbook names', async () => {
  const { app } = await openWithModels(set);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const home = `${address}/v1/sites/demo/playbook.json`;
  const { models } = (await (await fetch(home)).json()) as { models: { url: string; hash: string }[] };
  for (const { url, hash } of models) {
    const bytes = Buffer.from(await (await fetch(new URL(url, home))).arrayBuffer());
    expect(hashOf(bytes)).toBe(hash);
  }
});

it('answers a HEAD over a raw socket with the length and no body', async () => {
  const { app, hashes } = await openWithModels(set);
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`HEAD /v1/sites/demo/models/${hashes[0]} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    socket.on('data', (chunk) => (text += chunk)).on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toMatch(new RegExp(`content-length: ${neighbours.length}\r\n`));
  expect(answer.endsWith('\r\n\r\n')).toBe(true);
});

it.each(['models/unknown', `models/${'0'.repeat(64)}`, 'models/..%2fmodels.json', 'models/constructor'])(
  'answers 404 for %s, and says what to do',
  async (path) => {
    const { get } = await openWithModels(set);
    const response = await get(path);
    expect(response.statusCode).toBe(404);
    expect(response.json().error).toMatchObject({ code: 'model/unknown', fix: expect.stringContaining('playbook') });
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.headers['cache-control']).toBeUndefined();
  },
);

it('serves a new training under a new playbook, and for a while the one before', async () => {
  const { folder, hashes, get, named, app } = await openWithModels(set);
  const tagOf = async () => (await get('playbook.json')).headers.etag;
  const before = await tagOf();
  const [next] = writeModels(folder, { 'neighbours-2.bin': 'denser' });
  expect((await named()).map(({ hash }: { hash: string }) => hash)).toEqual([next]);
  expect(await tagOf()).not.toBe(before);
  expect((await get(`models/${next}`)).body).toBe('denser');
  expect((await get(`models/${hashes[1]}`)).body).toBe(popularity);
  expect((await app.inject(`/v1/sites/bare/models/${next}`)).statusCode).toBe(404);
});

it.each<[string, (folder: string) => void]>([
  ['a list that is no JSON', (folder) => writeFileSync(join(folder, 'models.json'), '[')],
  ['a list of something else', (folder) => writeFileSync(join(folder, 'models.json'), '[{"kind":"x"}]')],
  [
    'bytes of another hash',
    (folder) => {
      writeModels(folder, { 'neighbours-3.bin': 'new' });
      writeFileSync(join(folder, 'neighbours-3.bin'), 'cut');
    },
  ],
  [
    'a list without its files',
    (folder) => {
      writeModels(folder, { 'neighbours-3.bin': 'new' });
      rmSync(join(folder, 'neighbours-3.bin'));
    },
  ],
  ['no list any more', (folder) => rmSync(join(folder, 'models.json'))],
])('goes on with the last good models when there is %s', async (_, spoil) => {
  const { folder, hashes, get, named } = await openWithModels(set);
  spoil(folder);
  expect((await named()).map(({ hash }: { hash: string }) => hash)).toEqual(hashes);
  expect((await get(`models/${hashes[0]}`)).body).toBe(neighbours);
});

it('looks again in some seconds at a folder that is still being copied', async () => {
  const { folder, named, hashes } = await openWithModels(set);
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  const [next] = writeModels(folder, { 'neighbours-3.bin': 'new' });
  rmSync(join(folder, 'neighbours-3.bin'));
  expect((await named())[0].hash).toBe(hashes[0]);
  writeFileSync(join(folder, 'neighbours-3.bin'), 'new');
  expect((await named())[0].hash).toBe(hashes[0]);
  vi.setSystemTime(6_000);
  expect((await named())[0].hash).toBe(next);
});

it('starts without models when nothing was trained yet, and finds them when it was', async () => {
  const { folder, named } = await openWithModels(null);
  expect(await named()).toBeUndefined();
  const [hash] = writeModels(folder, { 'neighbours-1.bin': neighbours });
  expect((await named())[0].hash).toBe(hash);
});

it('does not start with models that are wrong, and names the file and the fix', async () => {
  const folder = temporaryFolder();
  writeModels(folder, { 'neighbours-1.bin': neighbours });
  writeFileSync(join(folder, 'neighbours-1.bin'), 'spoiled');
  const store = openSqliteEventStore(join(folder, 'events.sqlite'));
  onTestFinished(() => store.close());
  const started = createServer({ sites: { demo: { origins: ['*'], models: folder } }, store });
  await expect(started).rejects.toMatchObject({ code: 'models/invalid', fix: expect.stringContaining('aisle train') });
  await expect(started).rejects.toThrow(/neighbours-1\.bin: has the hash/);
});

it("keeps the playbook's own models of kinds that the folder does not have", async () => {
  const folder = join(temporaryFolder(), 'models');
  const [hash] = writeModels(folder, { 'neighbours-1.bin': neighbours });
  const own = (kind: string) => ({
    kind,
    url: `https://cdn.example/${kind}`,
    hash: '0'.repeat(64),
    format: 1,
    bytes: 1,
  });
  const models = [own('neighbours'), own('similar')];
  const { app } = await openServer({
    sites: { demo: { origins: ['*'], playbook: { ...playbook, models }, models: folder } },
  });
  const served = (await app.inject('/v1/sites/demo/playbook.json')).json();
  expect(served.models.map(({ url }: { url: string }) => url)).toEqual([
    'https://cdn.example/similar',
    `models/${hash}`,
  ]);
});

it('serves the files of a model that is spread over several', async () => {
  const folder = join(temporaryFolder(), 'models');
  const manifest = JSON.stringify({ shards: 2 });
  const hash = hashOf(manifest);
  const shards = join(folder, 'neighbours-abc');
  mkdirSync(shards, { recursive: true });
  writeFileSync(join(shards, 'manifest.json'), manifest);
  for (const shard of [0, 1, 2]) writeFileSync(join(shards, `${shard}.bin`), `shard ${shard}`);
  const reference = {
    kind: 'neighbours',
    url: 'models/neighbours-abc',
    hash,
    format: 1,
    bytes: manifest.length,
    shards: 2,
  };
  writeFileSync(join(folder, 'models.json'), JSON.stringify([reference]));
  const { app } = await openServer({ sites: { demo: { origins: ['*'], playbook, models: folder } } });
  const get = (path: string) => app.inject(`/v1/sites/demo/models/${hash}${path}`);
  expect((await get('')).body).toBe(manifest);
  expect((await get('/manifest.json')).body).toBe(manifest);
  const shard = await get('/1.bin');
  expect([shard.body, shard.headers['cache-control']]).toEqual(['shard 1', 'public, max-age=31536000, immutable']);
  for (const none of ['/2.bin', '/01.bin', '/x.bin', '/..%2f..%2fmodels.json'])
    expect((await get(none)).json().error.code, none).toBe('model/unknown');
});
