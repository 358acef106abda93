import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openServer, SHOP } from '../open-server.js';
import { sampleBatch, sampleEvent } from '../sample-event.js';

const listen = async () => {
  const opened = await openServer();
  const url = await opened.app.listen({ port: 0, host: '127.0.0.1' });
  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: SHOP, ...headers },
      body,
    });
  return { ...opened, url, send };
};

it('keeps a plain batch that comes over a socket', async () => {
  const { send, store } = await listen();
  expect((await send(JSON.stringify(sampleBatch([sampleEvent('a')])))).status).toBe(202);
  expect((await store.counts()).events).toBe(1);
});

it('keeps a gzip batch that comes as text/plain', async () => {
  const { send, store } = await listen();
  const body = new Uint8Array(gzipSync(JSON.stringify(sampleBatch([sampleEvent('a')]))));
  expect((await send(body)).status).toBe(202);
  expect((await store.counts()).events).toBe(1);
});

it('refuses a body of 10 MB with a readable answer and goes on serving', async () => {
  const { send } = await listen();
  const response = await send('x'.repeat(10_000_000));
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { code: 'batch/too-large', fix: expect.any(String) } });
  expect((await send(JSON.stringify(sampleBatch([])))).status).toBe(202);
});

it('refuses a gzip bomb and goes on serving', async () => {
  const { send } = await listen();
  const response = await send(new Uint8Array(gzipSync(Buffer.alloc(100_000_000))));
  expect(response.status).toBe(413);
  expect((await send(JSON.stringify(sampleBatch([])))).status).toBe(202);
});

it('refuses broken JSON and goes on serving', async () => {
  const { send } = await listen();
  expect((await send('{"v":1,"events":[')).status).toBe(400);
  expect((await send(JSON.stringify(sampleBatch([])))).status).toBe(202);
});

it('refuses JSON that nests a hundred thousand levels deep and goes on serving', async () => {
  const { send } = await listen();
  expect((await send('['.repeat(100_000) + ']'.repeat(100_000))).status).toBe(400);
  expect((await send(JSON.stringify(sampleBatch([])))).status).toBe(202);
});

it('outlives a client that hangs up in the middle of its body', async () => {
  const { app, send } = await listen();
  const { port } = app.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n{"v":1');
  socket.destroy();
  await once(socket, 'close');
  expect((await send(JSON.stringify(sampleBatch([])))).status).toBe(202);
});

it('answers and keeps what was under way when it closes', async () => {
  const { app, send, store } = await listen();
  const sent = Array.from({ length: 20 }, (_, number) =>
    send(JSON.stringify(sampleBatch([sampleEvent(`event-${number}`)]))).then(
      ({ status }) => status,
      () => 0,
    ),
  );
  await sent[0];
  await app.close();
  const statuses = await Promise.all(sent);
  const kept = (await store.counts()).events;
  expect(kept).toBe(statuses.filter((status) => status === 202).length);
});
