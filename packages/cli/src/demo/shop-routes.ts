import { dirname, basename } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

export interface ShopRoutesOptions {
  /** The folder of the built shop. */
  readonly shopPath: string;
  /** The built script tag. */
  readonly scriptPath: string;
}

/** Serves the demo shop and `/aisle.js`, asked for anew at each page, so that a new build shows at once. */
export const shopRoutes =
  ({ shopPath, scriptPath }: ShopRoutesOptions): FastifyPluginAsync =>
  async (app) => {
    await app.register(fastifyStatic, {
      root: shopPath,
      // One route a file: what is no file of the shop goes to the last route below.
      wildcard: false,
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
    app.get('/aisle.js', (_request, reply) => reply.sendFile(basename(scriptPath), dirname(scriptPath)));
    app.get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      if (path.startsWith('/v1/')) return reply.callNotFound();
      if (app.hasRoute({ method: 'GET', url: `${path}/` })) return reply.redirect(`${path}/`, 308);
      return reply.code(404).sendFile('404.html');
    });
  };
