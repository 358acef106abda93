import { readdirSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { chunkRoutes } from '../chunk-routes.js';

export interface ShopRoutesOptions {
  /** The folder of the built shop. */
  readonly shopPath: string;
  /** The built script tag. */
  readonly scriptPath: string;
}

/** Paths of the folders that have a page, `/cart`, without a slash at the end. */
const pageFoldersIn = (shopPath: string): ReadonlySet<string> =>
  new Set(
    readdirSync(shopPath, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name === 'index.html')
      .map(({ parentPath }) => `/${relative(shopPath, parentPath).replaceAll(sep, '/')}`),
  );

/** Serves the demo shop and `/aisle.js`, asked for anew at each page, so that a new build shows at once. */
export const shopRoutes =
  ({ shopPath, scriptPath }: ShopRoutesOptions): FastifyPluginAsync =>
  async (app) => {
    // Not asked of the router: it reads what a browser sends as a pattern, and throws at some.
    const pageFolders = pageFoldersIn(shopPath);
    await app.register(fastifyStatic, {
      root: shopPath,
      // One route a file: what is no file of the shop goes to the last route below.
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
    app.get('/aisle.js', (_request, reply) => reply.sendFile(basename(scriptPath), dirname(scriptPath)));
    await app.register(chunkRoutes(scriptPath));
    app.get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      if (path.startsWith('/v1/')) return reply.callNotFound();
      if (pageFolders.has(path)) return reply.redirect(`${path}/`, 308);
      return reply.code(404).sendFile('404.html');
    });
  };
