import { createServer as createPageServer, openSqliteEventStore } from '@aisle/server';
import { openSqliteWarehouse, type Row } from '@aisle/report';
import Fastify from 'fastify';
import { CliError } from '../cli-error.js';
import { builtPath } from '../repository-file.js';
import { REPLAY_PATH, replayRoutes } from './replay-routes.js';

/** The page that is replayed in, and the server its events go to. */
export interface ReplayServer {
  readonly pageUrl: string;
  close(): Promise<void>;
}

const LOCAL = { host: '127.0.0.1', port: 0 };

/** Server and page in this process, on a free port. */
export const openOwnServer = async (site: string, db: string): Promise<ReplayServer> => {
  const store = openSqliteEventStore(db);
  const page = replayRoutes({ site, ingest: '/v1/batch', scriptPath: builtPath('script') });
  // The port, and so the origin, is not known yet. The server hears this machine only, and not for long.
  const app = await createPageServer({ sites: { [site]: { origins: ['*'] } }, store, plugins: [page] });
  const url = await app.listen(LOCAL);
  return {
    pageUrl: url + REPLAY_PATH,
    async close() {
      await app.close();
      await store.close();
    },
  };
};

/** Asks a server with an empty batch whether it would take events of this site from this origin. */
const checkAdmission = async (ingest: string, site: string, origin: string): Promise<void> => {
  const body = JSON.stringify({ v: 1, site, sentAtMs: Date.now(), events: [] });
  const answer = await fetch(ingest, { method: 'POST', headers: { origin, 'content-type': 'text/plain' }, body }).catch(
    (cause: unknown) => {
      throw new CliError(
        `${ingest} does not answer: ${cause instanceof Error ? cause.message : cause}. Start it first.`,
      );
    },
  );
  if (answer.status !== 202) throw new CliError(`${ingest} refuses: ${answer.status} ${await answer.text()}`);
};

/**
 * Only the page in this process; its events go to a server that runs elsewhere.
 *
 * @throws {CliError} when that server does not answer, or would refuse them.
 */
export const openPageFor = async (url: string, site: string, port: number): Promise<ReplayServer> => {
  if (!URL.canParse(url)) throw new CliError(`--url ${url}: write an address such as http://127.0.0.1:4280`);
  const ingest = new URL('/v1/batch', url).href;
  const app = Fastify();
  await app.register(replayRoutes({ site, ingest, scriptPath: builtPath('script') }));
  const pageOrigin = await app.listen({ ...LOCAL, port });
  const opened = { pageUrl: pageOrigin + REPLAY_PATH, close: async () => app.close() };
  await checkAdmission(ingest, site, pageOrigin).catch(async (cause: unknown) => {
    await opened.close();
    throw cause;
  });
  return opened;
};

/** The replay's events in a database: what arrived for this site since it began. */
export const arrivedRows = async (db: string, site: string, sinceMs: number): Promise<readonly Row[]> => {
  const warehouse = openSqliteWarehouse(db);
  try {
    return await warehouse.rows(
      'SELECT id, name, at_ms, session_id, traffic FROM events WHERE site = $site AND received_at_ms >= $sinceMs',
      { $site: site, $sinceMs: sinceMs },
    );
  } finally {
    warehouse.close();
  }
};
