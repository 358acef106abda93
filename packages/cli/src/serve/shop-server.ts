import { openSqliteWarehouse, reportRoutes } from '@aisle/report';
import { createServer, openSqliteEventStore, type ServerOptions } from '@aisle/server';
import { type Address, listenOn } from './listen.js';

/** Server and report over one database, listening. */
export interface ShopServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** The report's address with its token in the fragment, which no browser sends and no log sees. */
  readonly reportUrl: string;
  /** Answers what is under way, then lets go of the database. */
  close(): Promise<void>;
}

export interface ShopServerOptions extends Pick<ServerOptions, 'sites' | 'plugins'> {
  readonly db: string;
  readonly address: Address;
  /** Opens the report. */
  readonly token: string;
  /** Opens the subjects' routes; without it they are closed. */
  readonly operatorToken?: string | undefined;
}

/** Opens the database, then listens. What was opened is closed again when a later step fails. */
export const openShopServer = async ({
  db,
  address,
  token,
  operatorToken,
  sites,
  plugins = [],
}: ShopServerOptions): Promise<ShopServer> => {
  const store = openSqliteEventStore(db);
  const opened = { close: async (): Promise<void> => store.close() };
  try {
    const warehouse = openSqliteWarehouse(db);
    opened.close = async () => {
      warehouse.close();
      await store.close();
    };
    const app = await createServer({
      sites,
      store,
      token: operatorToken,
      // On stderr: what is printed on stdout stays for people.
      logger: 'warn',
      plugins: [reportRoutes({ warehouse, token }), ...plugins],
    });
    const closeStore = opened.close;
    opened.close = async () => {
      await app.close();
      await closeStore();
    };
    const url = await listenOn(app, address);
    return { url, reportUrl: `${url}/report#token=${token}`, close: () => opened.close() };
  } catch (cause) {
    await opened.close();
    throw cause;
  }
};
