import { createBearerCheck } from '@aisle/server';
import type { ErrorAnswer } from '@aisle/schema';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { sitesOf } from '../summary/sites.js';
import { summaryOf, type Summary } from '../summary/summary.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import { reportPage } from './report-page.js';
import { createSummaryCache } from './summary-cache.js';
import { summaryQueryOf } from './summary-query.js';

/** What the report's routes need. */
export interface ReportOptions {
  readonly warehouse: Warehouse;
  /** Who knows it may read the reports of all sites. At least 16 characters, without spaces. */
  readonly token: string;
}

const HOUR_MS = 3_600_000;
const TOKEN = /^\S{16,}$/;

const refuse = (reply: FastifyReply, status: number, error: ErrorAnswer['error']): FastifyReply =>
  reply.code(status).send({ error } satisfies ErrorAnswer);

/**
 * Makes the plugin with `GET /v1/reports/summary`, `GET /v1/reports/sites` (both by bearer token) and `GET /report`.
 *
 * @throws {Error} when the token is too short to keep a secret.
 */
export const reportRoutes = ({ warehouse, token }: ReportOptions): FastifyPluginAsync => {
  if (!TOKEN.test(token)) throw new Error('reportRoutes: token: needs at least 16 characters without spaces');
  const isAllowed = createBearerCheck(token);
  const remembered = createSummaryCache<Summary>(Date.now);

  const numbers: FastifyPluginAsync = async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (isAllowed(request.headers.authorization)) return undefined;
      reply.header('www-authenticate', 'Bearer');
      return refuse(reply, 401, {
        code: 'report/token',
        message: 'the report needs its token',
        field: 'Authorization',
        fix: 'send Authorization: Bearer with the token that the server was started with',
      });
    });

    app.get('/v1/reports/sites', async () => ({ sites: await sitesOf(warehouse) }));

    app.get<{ Querystring: Record<string, unknown> }>('/v1/reports/summary', async (request, reply) => {
      const query = summaryQueryOf(request.query);
      if ('fix' in query) return refuse(reply, 400, { code: 'report/query', ...query });
      const { site, hours, traffic } = query;
      const toMs = Date.now();
      const fromMs = Math.round(toMs - hours * HOUR_MS);
      return remembered(`${site} ${hours} ${traffic}`, () => summaryOf(warehouse, { site, fromMs, toMs, traffic }));
    });
  };

  return async (app) => {
    await app.register(numbers);
    await app.register(reportPage);
  };
};
