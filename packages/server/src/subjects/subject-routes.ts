import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { unknownSite } from '../batch/admission.js';
import { createBearerCheck } from '../operate/bearer.js';
import type { ServerMetrics } from '../operate/metrics.js';
import { ServerError } from '../server-error.js';
import type { Sites } from '../server-options.js';
import type { EventStore } from '../store/event-store.js';
import { storeFailed } from '../store/store-failed.js';
import { subjectAnswerOf, type SubjectKey } from './subject-answer.js';

/** What the routes of the shop's staff need. */
export interface SubjectRoutesOptions {
  readonly sites: Sites;
  readonly store: EventStore;
  readonly metrics: ServerMetrics;
  /** The operator's secret. Without one the routes are closed. */
  readonly token: string | undefined;
}

const closed = (): ServerError =>
  new ServerError({
    code: 'subject/closed',
    status: 403,
    message: 'this server was started without a token, so nobody may see or erase subjects here',
    field: 'token',
    fix: 'start it with the option token, or aisle serve with AISLE_TOKEN set: at least 16 characters',
  });

const refused = (): ServerError =>
  new ServerError({
    code: 'subject/token',
    status: 401,
    message: 'subjects need the token of the server',
    field: 'Authorization',
    fix: 'send Authorization: Bearer with the token that the server was started with',
  });

const notNamed = (field: string, fix: string): ServerError =>
  new ServerError({ code: 'subject/query', status: 400, message: `${field} is missing`, field, fix });

type SubjectRequest = FastifyRequest<{ Params: { id: string }; Querystring: Record<string, unknown> }>;

/** `GET` and `DELETE /v1/subjects/:id?site=`: what is held of a visitor's or a session's id, and its erasure. By bearer token. */
export const subjectRoutes: FastifyPluginAsync<SubjectRoutesOptions> = async (app, options) => {
  const { sites, store, metrics, token } = options;
  const isAllowed = token === undefined ? undefined : createBearerCheck(token);
  const keyOf = ({ params: { id }, query: { site } }: SubjectRequest): SubjectKey => {
    if (id === '') throw notNamed('id', 'name the id in the address: /v1/subjects/<id>?site=<key>');
    if (typeof site !== 'string' || site === '') throw notNamed('site', "add ?site= with the site's key, once");
    // To answer that nothing is held, because of a typing error, would be a lie.
    if (!sites.has(site)) throw unknownSite(site.slice(0, 100), 404);
    return { site, id };
  };

  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isAllowed) throw closed();
    if (isAllowed(request.headers.authorization)) return;
    reply.header('www-authenticate', 'Bearer');
    throw refused();
  });

  app.get('/v1/subjects/:id', async (request: SubjectRequest, reply) => {
    const key = keyOf(request);
    const records = await store.subject(key.site, key.id).catch(storeFailed('the subject could not be read'));
    return reply.type('application/json; charset=utf-8').send(Readable.from(subjectAnswerOf(key, records)));
  });

  app.delete('/v1/subjects/:id', async (request: SubjectRequest, reply) => {
    const { site, id } = keyOf(request);
    const erased = await store.erase(site, [id]).catch(storeFailed('the subject could not be erased'));
    metrics.countErasure(site, erased);
    return reply.send({ erased });
  });
};
