import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { ServerError } from '../server-error.js';
import type { ServedModel } from './model-files.js';
import type { ModelSource } from './model-folder.js';

/** What the models' routes need. */
export interface ModelRouteOptions {
  /** By site. A site without models is absent. */
  readonly models: ReadonlyMap<string, ModelSource>;
}

interface Address {
  readonly site: string;
  readonly hash: string;
  readonly shard?: string;
}

const unknownModel = ({ site, hash, shard }: Address): ServerError =>
  new ServerError({
    code: 'model/unknown',
    status: 404,
    message: `the site ${site.slice(0, 100)} has no model ${[hash, shard].filter(Boolean).join('/').slice(0, 100)}`,
    field: shard === undefined ? 'hash' : 'shard',
    fix: 'load the playbook again, it names the models there are; or name their folder in the options of the server',
  });

const takesBrotli = (header: string | undefined): boolean =>
  /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/i.test(header ?? '');

const sendForEver = (reply: FastifyReply, bytes: Buffer, type: string): FastifyReply =>
  reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(bytes);

/**
 * `GET /v1/sites/:site/models/:hash`, and `…/:hash/:shard` of one that is spread over several files, for any origin. An address names
 * its bytes, so they may be kept for ever.
 */
export const modelRoute: FastifyPluginAsync<ModelRouteOptions> = async (app, { models }) => {
  const find = async (address: Address): Promise<ServedModel> => {
    const model = await models.get(address.site)?.find(address.hash);
    if (!model) throw unknownModel(address);
    return model;
  };
  app.addHook('onRequest', async (_request, reply) => void reply.header('access-control-allow-origin', '*'));

  app.get<{ Params: Address }>('/v1/sites/:site/models/:hash', async ({ params, headers }, reply) => {
    const { bytes, brotli, type } = await find(params);
    reply.header('vary', 'Accept-Encoding');
    if (!brotli || !takesBrotli(headers['accept-encoding'])) return sendForEver(reply, bytes, type);
    return sendForEver(reply.header('content-encoding', 'br'), brotli, type);
  });

  app.get<{ Params: Address & { shard: string } }>('/v1/sites/:site/models/:hash/:shard', async ({ params }, reply) => {
    const model = await find(params);
    const bytes = await model.shard(params.shard);
    if (!bytes) throw unknownModel(params);
    return sendForEver(reply, bytes, params.shard.endsWith('.json') ? model.type : 'application/octet-stream');
  });
};
