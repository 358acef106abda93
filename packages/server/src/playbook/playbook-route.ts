import type { FastifyPluginAsync } from 'fastify';
import { ServerError } from '../server-error.js';
import type { PlaybookSource } from './playbook-file.js';

/** What the playbook route needs. */
export interface PlaybookRouteOptions {
  /** By site. A site without a playbook is absent. */
  readonly playbooks: ReadonlyMap<string, PlaybookSource>;
}

const unknownPlaybook = (site: string): ServerError =>
  new ServerError({
    code: 'site/unknown',
    status: 404,
    message: `there is no playbook for the site ${site.slice(0, 100)}`,
    field: 'site',
    fix: 'give the site a playbook in the options of the server, or correct the key in the page',
  });

const isNamedBy = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .some((each) => each === '*' || each === etag);

const takesGzip = (header: string | undefined): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/i.test(header ?? '');

/** `GET /v1/sites/:site/playbook.json`, for any origin, with a strong ETag for each encoding. */
export const playbookRoute: FastifyPluginAsync<PlaybookRouteOptions> = async (app, { playbooks }) => {
  app.get<{ Params: { site: string } }>('/v1/sites/:site/playbook.json', async (request, reply) => {
    reply.header('access-control-allow-origin', '*');
    const source = playbooks.get(request.params.site);
    if (!source) throw unknownPlaybook(request.params.site);
    const { json, gzip, hash } = await source.current();
    const packed = takesGzip(request.headers['accept-encoding']);
    const etag = packed ? `"${hash}-gzip"` : `"${hash}"`;
    reply.headers({
      etag,
      vary: 'Accept-Encoding',
      'cache-control': 'public, max-age=60, stale-while-revalidate=600',
    });
    if (isNamedBy(request.headers['if-none-match'], etag)) return reply.code(304).send();
    if (packed) reply.header('content-encoding', 'gzip');
    return reply.type('application/json; charset=utf-8').send(packed ? gzip : json);
  });
};
