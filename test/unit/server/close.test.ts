import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { openServer } from './open-server.js';

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
