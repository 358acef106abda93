import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';

const CHUNK = /^aisle-[a-z]+-[\w-]{8}\.js$/;

/** Serves what the script tag loads later, from the folder it lies in. Named by content, so it may be kept forever. */
export const chunkRoutes =
  (scriptPath: string): FastifyPluginAsync =>
  async (app) => {
    app.get<{ Params: { chunk: string } }>('/:chunk(^aisle-.+\\.js$)', async ({ params: { chunk } }, reply) => {
      const code = CHUNK.test(chunk) ? await readFile(join(dirname(scriptPath), chunk)).catch(() => null) : null;
      if (code === null) return reply.callNotFound();
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(code);
    });
  };
