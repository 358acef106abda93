import { createServer, openSqliteEventStore } from '@aisle/server';
import { answerUsage } from './usage.mjs';

// A process of its own: the real server over the SQLite file given. The load is one shop's, so its rate is let go.

const [path = ''] = process.argv.slice(2);
const app = await createServer({
  sites: { demo: { origins: ['*'] } },
  store: openSqliteEventStore(path),
  limits: { batchesPerSecond: 1e9, batchBurst: 1e9 },
});
answerUsage(await app.listen({ port: 0, host: '127.0.0.1' }));
