import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import type { AisleEvent, Playbook } from '@aisle/schema';
import { createServer, openSqliteEventStore } from '@aisle/server';
import { chunkRoutes } from '../../packages/cli/src/chunk-routes.js';

const bundle = new URL('../../packages/browser/dist/', import.meta.url);

export interface ShopServer {
  readonly url: string;
  /** Every request the server got, in order: method and path. */
  readonly requests: readonly string[];
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
  /** Instead of a valid playbook: this text at the playbook's address. */
  readonly brokenPlaybook?: string;
}

/** Starts the real server on a free port with a real database, and a few pages beside it. */
export const openShopServer = async ({ pages, playbook, brokenPlaybook }: ShopServerOptions): Promise<ShopServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-test-'));
  const path = join(folder, 'events.db');
  const store = openSqliteEventStore(path);
  const requests: string[] = [];
  let refusing: number | undefined;
  const server = await createServer({
    sites: { demo: { origins: ['*'], ...(playbook && { playbook }) } },
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
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    requests,
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
