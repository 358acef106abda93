import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { freePortFrom } from '../../../../packages/cli/src/serve/listen.js';

it('takes the next free port when the one that was asked for is taken', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as AddressInfo;
  expect(await freePortFrom({ host: '127.0.0.1', port })).toBeGreaterThan(port);
});
