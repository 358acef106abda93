import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, openSqliteEventStore } from '@aisle/server';
import { expect, it, onTestFinished } from 'vitest';
import { shopRoutes } from '../../../../packages/cli/src/demo/shop-routes.js';
import { temporaryFolder } from '../temporary-folder.js';

const openShop = async () => {
  const folder = temporaryFolder();
  const shopPath = join(folder, 'shop');
  mkdirSync(join(shopPath, 'cart'), { recursive: true });
  writeFileSync(join(shopPath, 'index.html'), 'home');
  writeFileSync(join(shopPath, '404.html'), 'nothing here');
  writeFileSync(join(shopPath, 'cart/index.html'), 'cart');
  writeFileSync(join(folder, 'aisle.js'), 'first build');
  const store = openSqliteEventStore(join(folder, 'events.db'));
  const plugins = [shopRoutes({ shopPath, scriptPath: join(folder, 'aisle.js') })];
  const app = await createServer({ sites: { demo: { origins: ['*'] } }, store, plugins });
  onTestFinished(async () => {
    await app.close();
    await store.close();
  });
  return { app, folder };
};

it('serves the pages of the shop, and its own page for what it does not have', async () => {
  const { app } = await openShop();
  expect((await app.inject('/')).body).toBe('home');
  expect((await app.inject('/cart/')).body).toBe('cart');
  expect((await app.inject('/cart?a=1')).headers['location']).toBe('/cart/');
  const missing = await app.inject('/absent');
  expect([missing.statusCode, missing.body]).toEqual([404, 'nothing here']);
});

it.each(['/*', '/cart/:x(^(a+)+$)', '/:x', '/cart/*', '/%2A', '/%zz'])(
  'has no page and no fault for %s',
  async (path) => {
    const { app } = await openShop();
    expect((await app.inject(path)).statusCode).toBeOneOf([400, 404]);
  },
);

it('shows a new build of aisle.js at once', async () => {
  const { app, folder } = await openShop();
  expect((await app.inject('/aisle.js')).body).toBe('first build');
  writeFileSync(join(folder, 'aisle.js'), 'a second build');
  const second = await app.inject('/aisle.js');
  expect([second.body, second.headers['cache-control']]).toEqual(['a second build', 'no-cache']);
});

it('leaves what is not under a route of the server to the server', async () => {
  const { app } = await openShop();
  expect((await app.inject('/v1/absent')).json()).toMatchObject({ error: { code: 'route/unknown' } });
});

it('gives out no file beside the shop', async () => {
  const { app } = await openShop();
  expect((await app.inject('/..%2faisle.js')).statusCode).toBe(404);
  expect((await app.inject('/%2e%2e/events.db')).statusCode).toBe(404);
});
