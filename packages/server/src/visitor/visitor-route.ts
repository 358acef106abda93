import cookies from '@fastify/cookie';
import type { Visitor, VisitorAnswer, VisitorEnd } from '@aisle/schema';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { createAdmission } from '../batch/admission.js';
import type { IngestRouteOptions } from '../batch/batch-route.js';
import { VISITOR } from '../batch/body-kind.js';
import { installBodyParser, type ParsedBody } from '../batch/body-parser.js';
import { createEnvelopeCheck } from '../batch/envelope.js';
import { compileValidators } from '../batch/event-check.js';
import { ServerError } from '../server-error.js';
import { storeFailed } from '../store/store-failed.js';
import { cookieNameOf, cookieValueOf, isSecure, type KeptVisitor, keptVisitorIn, maxAgeMsOf } from './kept-visitor.js';

type VisitorRequest = FastifyRequest<{ Body: ParsedBody | undefined; Querystring: { site?: string } }>;

const notRead = storeFailed('the visitor could not be read');

const off = (site: string): ServerError =>
  new ServerError({
    code: 'visitor/off',
    status: 404,
    message: `no visitor's id is kept in a cookie for the site ${site}`,
    field: 'site',
    fix: `set sites.${site}.visitorCookie, or start aisle serve with AISLE_VISITOR_COOKIE=true`,
  });

const cookieOptionsOf = ({ headers }: VisitorRequest) =>
  ({ path: VISITOR.path, httpOnly: true, secure: isSecure(headers.origin), sameSite: 'lax' }) as const;

/**
 * `POST`, `PUT` and `DELETE /v1/visitor`: asks for the visitor's id, sets another, forgets it. The cookie that holds it is set by HTTP, so that a
 * browser keeps it longer than what scripts store.
 *
 * There are no CORS headers: only pages of the server's own origin may do it. An id whose consent was taken back is never given again.
 */
export const visitorRoute: FastifyPluginAsync<IngestRouteOptions> = async (app, { sites, store, limits }) => {
  const validators = compileValidators();
  const visitorOf = createEnvelopeCheck<Visitor>(VISITOR, validators.visitor);
  const endOf = createEnvelopeCheck<VisitorEnd>(VISITOR, validators.visitorEnd);
  const admit = createAdmission({ sites, limits, kind: VISITOR });
  const bodyLimit = limits.maxWireBytes;

  const uncheckedOf = ({ body, query }: VisitorRequest) => ({ value: body?.value, site: query.site });
  const enter = (site: string, { headers }: VisitorRequest): void => {
    admit(site, headers.origin);
    if (!sites.get(site)?.visitorCookie) throw off(site);
  };
  const maxAgeMsFor = (site: string): number => maxAgeMsOf(sites.get(site)?.retentionDays);
  const knownOf = async (site: string, { cookies: sent }: VisitorRequest): Promise<KeptVisitor | undefined> => {
    const known = keptVisitorIn(sent[cookieNameOf(site)], Date.now(), maxAgeMsFor(site));
    if (!known) return undefined;
    const { withdrawnAtMs } = await store.subject(site, known.id).catch(notRead);
    return withdrawnAtMs === null ? known : undefined;
  };
  const answer = ({ id, sinceMs }: KeptVisitor, reply: FastifyReply): FastifyReply =>
    reply.header('cache-control', 'no-store').send({ id, ageMs: Date.now() - sinceMs } satisfies VisitorAnswer);
  const keep = ({ site, id, ageMs = 0 }: Visitor, request: VisitorRequest, reply: FastifyReply): FastifyReply => {
    const visitor = { id, sinceMs: Date.now() - ageMs };
    // Set again it does not live longer.
    const maxAge = Math.max(0, Math.ceil((maxAgeMsFor(site) - ageMs) / 1000));
    void reply.setCookie(cookieNameOf(site), cookieValueOf(visitor), { ...cookieOptionsOf(request), maxAge });
    return answer(visitor, reply);
  };

  await app.register(cookies);
  installBodyParser(app, VISITOR, limits.maxUnpackedBytes);

  app.post(VISITOR.path, { bodyLimit }, async (request: VisitorRequest, reply) => {
    const proposed = visitorOf(uncheckedOf(request));
    enter(proposed.site, request);
    const known = await knownOf(proposed.site, request);
    return known ? answer(known, reply) : keep(proposed, request, reply);
  });
  app.put(VISITOR.path, { bodyLimit }, async (request: VisitorRequest, reply) => {
    const visitor = visitorOf(uncheckedOf(request));
    enter(visitor.site, request);
    return keep(visitor, request, reply);
  });
  app.delete(VISITOR.path, { bodyLimit }, async (request: VisitorRequest, reply) => {
    const { site } = endOf(uncheckedOf(request));
    enter(site, request);
    return reply.clearCookie(cookieNameOf(site), cookieOptionsOf(request)).code(204).send();
  });
};
