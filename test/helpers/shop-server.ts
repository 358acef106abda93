import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import type { AisleEvent, Playbook } from '@aisle/schema';
import { createServer, openSqliteEventStore } from '@aisle/server';
import { chunkRoutes } from '../../packages/cli/src/chunk-routes.js';

const bundle = new URL('../../packages/browser/dist/', import.meta.url);

/** A request as it came over the wire; `body` is the JSON that the server read in it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface ShopServer {
  readonly url: string;
  /** Every request the server got, in order: method and path. */
  readonly requests: readonly string[];
  /** Those that it took, each whole. What it refused is in `requests` alone. */
  readonly seen: readonly SeenRequest[];
  /** What the real database holds, oldest first by session and number. */
  events(): readonly AisleEvent[];
  /** Answers this status to batches instead of taking them, until told undefined. */
  refuse(status: number | undefined): void;
  close(): Promise<void>;
}

export interface ShopServerOptions {
  /** Pages by path, `/` among them. */
  readonly pages: Readonly<Record<string, string>>;
  readonly playbook?: Playbook;
  /** A folder that `aisle train` wrote. */
  readonly models?: string;
  /** Instead of a valid playbook: this text at the playbook's address. */
  readonly brokenPlaybook?: string;
  /** Keeps visitors' ids in a cookie. */
  readonly visitorCookie?: boolean;
  /** A free one, when left out. */
  readonly port?: number;
}

/** Starts the real server with a real database, and a few pages beside it. */
export const openShopServer = async ({
  pages,
  playbook,
  models,
  brokenPlaybook,
  visitorCookie,
  port = 0,
}: ShopServerOptions): Promise<ShopServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-test-'));
  const path = join(folder, 'events.db');
  const store = openSqliteEventStore(path);
  const requests: string[] = [];
  const seen: SeenRequest[] = [];
  let refusing: number | undefined;
  const server = await createServer({
    sites: { demo: { origins: ['*'], visitorCookie, models, ...(playbook && { playbook }) } },
    store,
    plugins: [
      async (app) => {
        for (const [address, html] of Object.entries(pages))
          app.get(address, (_request, reply) => reply.type('text/html').send(html));
        for (const file of ['aisle.js', 'aisle-stub.js'])
          app.get(`/${file}`, async (_request, reply) =>
            reply.type('text/javascript').send(await readFile(new URL(file, bundle))),
          );
        await app.register(chunkRoutes(fileURLToPath(new URL('aisle.js', bundle))));
        app.get('/broken-playbook.json', (_request, reply) =>
          reply.type('application/json').send(brokenPlaybook ?? ''),
        );
      },
    ],
  });
  server.addHook('onRequest', async (request, reply) => {
    requests.push(`${request.method} ${request.url}`);
    if (refusing !== undefined && request.method === 'POST') await reply.code(refusing).send({});
  });
  server.addHook('preHandler', async ({ method, url, headers, body }) => {
    seen.push({ method, path: url, headers, body: (body as { readonly value: unknown } | undefined)?.value });
  });
  const url = await server.listen({ port, host: '127.0.0.1' });
  return {
    url,
    requests,
    seen,
    events() {
      const db = new DatabaseSync(path, { readOnly: true });
      const rows = db.prepare('select body from events order by session_id, seq').all() as { body: string }[];
      db.close();
      return rows.map(({ body }) => JSON.parse(body) as AisleEvent);
    },
    refuse(status) {
      refusing = status;
    },
    async close() {
      await server.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
};

/** A page with the script tag; `attributes` beside site, ingest and playbook. */
export const shopPage = ({
  attributes = 'data-consent="granted"',
  head = '',
  body = '',
} = {}): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${head}
<script src="/aisle.js" data-site="demo" data-ingest="/v1/batch" data-traffic="shopper" ${attributes}></script></head>
<body><h1>Shop</h1>${body}</body></html>`;
