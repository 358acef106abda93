import { join } from 'node:path';
import { createServer, openSqliteEventStore, type EventStore, type ServerOptions } from '@aisle/server';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.js';

export const SHOP = 'https://shop.example';

/** A server over a store of its own, closed when the test ends. */
export const openServer = async (overrides: Partial<ServerOptions> = {}) => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const store: EventStore = overrides.store ?? openSqliteEventStore(path);
  const sites = { demo: { origins: [SHOP] }, other: { origins: ['https://other.example'] } };
  const app = await createServer({ sites, ...overrides, store });
  onTestFinished(async () => {
    await app.close();
    await store.close();
  });
  const post = (payload: string | Buffer | object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/v1/batch',
      headers: { 'content-type': 'text/plain', origin: SHOP, ...headers },
      payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    });
  return { app, store, path, post };
};
