import type { FastifyRequest } from 'fastify';

// What else stands in its place could be personal, and must not reach a log.
const SITE_KEY = /^[a-z0-9][a-z0-9-]{0,62}$/;

const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** The site that a batch names in its address or body, known or not, when it has the form of a site's key. */
export const namedSiteOf = ({ query, body }: Pick<FastifyRequest, 'query' | 'body'>): string | undefined =>
  [own(query, 'site'), own(own(body, 'value'), 'site')].find(
    (site): site is string => typeof site === 'string' && SITE_KEY.test(site),
  );
