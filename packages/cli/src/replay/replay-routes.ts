import { readFileSync } from 'node:fs';
import type { FastifyPluginAsync } from 'fastify';
import { chunkRoutes } from '../chunk-routes.js';
import { replayPage, type ReplayPageOptions } from './replay-page.js';

/** Where the replay page lies. */
export const REPLAY_PATH = '/aisle-replay';

/** What the page's routes need. */
export interface ReplayRoutesOptions extends ReplayPageOptions {
  /** The built script tag. */
  readonly scriptPath: string;
}

/** Serves the replay page and the script it loads; both may be kept for the hour, so that a load costs no reading. */
export const replayRoutes = ({ scriptPath, ...options }: ReplayRoutesOptions): FastifyPluginAsync => {
  const script = readFileSync(scriptPath);
  const page = replayPage(options);
  return async (app) => {
    app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'private, max-age=3600'));
    app.get(REPLAY_PATH, async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
    await app.register(chunkRoutes(scriptPath));
    app.get('/aisle.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script));
  };
};
