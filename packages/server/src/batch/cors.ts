import type { FastifyInstance } from 'fastify';
import { ServerError } from '../server-error.js';
import type { Sites } from '../server-options.js';

/** Preflights may be remembered for a day; Chromium caps this at two hours. */
const MAX_AGE_S = 86_400;

/** Whether a page of this origin may write to this site. A request without an origin does not come from a page. */
export const originAllowed = (origins: readonly string[], origin: string | undefined): boolean =>
  origin === undefined || origins.includes('*') || origins.includes(origin);

const siteOf = (query: unknown): string | undefined => {
  const site: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'site') : undefined;
  return typeof site === 'string' ? site : undefined;
};

/** The refusal of a page that is not among its site's origins. */
export const refusedOrigin = (site: string, origin: string): ServerError =>
  new ServerError({
    code: 'origin/refused',
    status: 403,
    message: `the origin ${origin} may not send for the site ${site}`,
    field: 'Origin',
    fix: `add ${origin} to sites.${site}.origins of the server`,
  });

/**
 * Answers a route's preflights and sets the headers that let a page read the answer, errors included.
 *
 * The site stands in the body, which a preflight does not have. So an origin passes here when any site knows it, or the
 * one named by `?site=`; the route then holds it against the body's own site.
 */
export const installCors = (app: FastifyInstance, sites: Sites, path: string): void => {
  const originsFor = (site: string | undefined): readonly string[] =>
    (site === undefined ? undefined : sites.get(site)?.origins) ??
    [...sites.values()].flatMap(({ origins }) => origins);

  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'Origin');
    if (origin === undefined || !originAllowed(originsFor(siteOf(request.query)), origin)) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', 'Retry-After');
  });

  app.options(path, async (request, reply) => {
    const site = siteOf(request.query);
    const { origin } = request.headers;
    if (origin !== undefined && !originAllowed(originsFor(site), origin)) throw refusedOrigin(site ?? 'any', origin);
    reply.headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type, Content-Encoding',
      'access-control-max-age': MAX_AGE_S,
    });
    return reply.code(204).send();
  });
};
