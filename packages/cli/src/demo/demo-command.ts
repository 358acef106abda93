import { builtPath } from '../repository-file.js';
import { freePortFrom } from '../serve/listen.js';
import { reportTokenOf } from '../serve/report-token.js';
import { openShopServer } from '../serve/shop-server.js';
import { type Terminal, untilStopped } from '../terminal.js';
import { shopRoutes } from './shop-routes.js';

/** What `aisle demo` was told. */
export interface DemoOptions {
  readonly port: number;
}

const HOST = '127.0.0.1';
const DB = '.aisle/demo.db';

/** Runs the demo shop with its server and report until it is stopped. */
export const demo = async (options: DemoOptions, terminal: Terminal): Promise<number> => {
  const { out, env } = terminal;
  const shop = shopRoutes({ shopPath: builtPath('shop'), scriptPath: builtPath('script') });
  const port = await freePortFrom({ host: HOST, port: options.port });
  const origins = [`http://${HOST}:${port}`, `http://localhost:${port}`];
  const server = await openShopServer({
    db: DB,
    address: { host: HOST, port },
    token: reportTokenOf(env),
    sites: { demo: { origins, playbookPath: builtPath('playbook'), models: builtPath('models') } },
    plugins: [shop],
  });

  out('');
  if (port !== options.port) out(`Port ${options.port} is taken, so this is port ${port}.\n`);
  out(`The shop     ${server.url}/`);
  out('             Answer its banner, look at a few products, then go back to its first page: it has changed.');
  out(`The report   ${server.reportUrl}`);
  out(`The data     ${DB}, in this folder; delete it to begin anew`);
  out('To stop      Ctrl-C');
  await untilStopped(terminal);
  await server.close();
  out(`\nStopped. Every event that was acknowledged is in ${DB}.`);
  return 0;
};
