import type { FastifyPluginAsync } from 'fastify';
import { ServerError } from '../server-error.js';
import type { EventStore } from '../store/event-store.js';
import type { ServerMetrics } from './metrics.js';

/** What the operator's routes need. */
export interface OperateRoutesOptions {
  readonly store: EventStore;
  readonly metrics: ServerMetrics;
}

/** `GET /healthz`: 200 when the store takes a write. `GET /metrics`: the Prometheus text form. */
export const operateRoutes: FastifyPluginAsync<OperateRoutesOptions> = async (app, { store, metrics }) => {
  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    await store.probe().catch((cause: unknown) => {
      const message = 'the event store cannot be written';
      const fix = 'look at the disk and the permissions of its file';
      throw new ServerError({ code: 'store/unavailable', status: 503, message, fix, retryAfterS: 5, cause });
    });
    return { status: 'ok' };
  });

  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await metrics.expose();
    return reply.header('cache-control', 'no-store').type(contentType).send(text);
  });
};
