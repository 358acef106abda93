import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { openServer, SHOP } from './open-server.js';
import { sampleBatch, sampleEvent } from './sample-event.js';

it('closes although a browser holds a connection open that it never used', async () => {
  const { app } = await openServer();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  // Fails by running into the test's own time limit.
  await app.close();
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
});

it('closes although one upload is half open', async () => {
  const { app } = await openServer();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  const arrived = once(app.server, 'request');
  socket.write('POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n{"v":1');
  await arrived;
  // Fails by running into the test's own time limit.
  await app.close();
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
});

it('gives a request a limited time to arrive', async () => {
  const { app } = await openServer();
  expect(app.server.requestTimeout).toBe(30_000);
});

it('keeps the batch that an open connection sends while it closes, and lets the page read the answer', async () => {
  const { app, store } = await openServer();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const accepted = once(app.server, 'connection');
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await accepted;
  const closed = app.close();
  await expect.poll(() => app.server.listening).toBe(false);
  const body = JSON.stringify(sampleBatch([sampleEvent('a')]));
  const head = `POST /v1/batch HTTP/1.1\r\nHost: x\r\nOrigin: ${SHOP}\r\nContent-Type: text/plain\r\n`;
  socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
  await Promise.all([closed, once(socket, 'close')]);
  expect(answer).toMatch(/^HTTP\/1\.1 202/);
  expect(answer).toContain(`access-control-allow-origin: ${SHOP}`);
  expect((await store.counts()).events).toBe(1);
});
