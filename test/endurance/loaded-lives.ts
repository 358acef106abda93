import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../other-browsers/free-port.js';
import { createDice } from '../unit/server/many-subjects.js';
import { temporaryFolder } from '../unit/server/temporary-folder.js';
import { keptIds } from './kept-events.js';
import { createLedger, type Ledger } from './ledger.js';
import { type LoadCounts, sendUntilGone } from './load.js';
import { type ServeProcess, startServe } from './serve-process.js';

/** As many as a shop's browsers that send at the same moment. */
export const CONNECTIONS = 64;

/** Lives of a server over one database, each of which ends under load. */
export interface LoadedLives {
  readonly db: string;
  readonly port: number;
  readonly ledger: Ledger;
  /** Starts the server, loads it for a while and ends it; resolves when the load has noticed. */
  live<Ended>(
    end: (server: ServeProcess) => Promise<Ended>,
  ): Promise<{ readonly ended: Ended; readonly load: LoadCounts }>;
  /** The ids in the database; what was acknowledged and is not among them is lost from then on. */
  known(): ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

/** Opens a new database; `mostMs` is how long a life is at most, from the moment that the server listens. */
export const openLoadedLives = async (seed: number, mostMs: number): Promise<LoadedLives> => {
  const db = join(temporaryFolder(), 'events.sqlite');
  const port = await freePort();
  const ledger = createLedger();
  const dice = createDice(seed);
  const lost = new Set<string>();
  let lives = 0;
  return {
    db,
    port,
    ledger,
    lost,
    async live(end) {
      const server = await startServe({ db, port });
      const name = `life${lives}`;
      const load = sendUntilGone({ url: server.url, ledger, connections: CONNECTIONS, name, seed: seed + lives });
      lives += 1;
      await pause(dice() * mostMs);
      const ended = await end(server);
      return { ended, load: await load };
    },
    known() {
      const ids = new Set(keptIds(db));
      for (const id of ledger.acknowledged) if (!ids.has(id)) lost.add(id);
      return ids;
    },
  };
};
