// A process of its own: serves one site over the file given, says where, and runs until it is killed.
import { createServer, openSqliteEventStore } from '@aisle/server';

const [path = '', logs] = process.argv.slice(2);
const app = await createServer({
  sites: { demo: { origins: ['*'] } },
  store: openSqliteEventStore(path),
  logger: logs === 'warn' ? 'warn' : logs === 'log',
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`listening on ${url}\n`);
