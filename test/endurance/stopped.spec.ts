import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freePort } from '../other-browsers/free-port.js';
import { createDice } from '../unit/server/many-subjects.js';
import { temporaryFolder } from '../unit/server/temporary-folder.js';
import { keptIds } from './kept-events.js';
import { createLedger } from './ledger.js';
import { sendUntilGone } from './load.js';
import { startServe } from './serve-process.js';
import { shortOrLong } from './short-or-long.js';

const CONNECTIONS = 64;
const ROUNDS = shortOrLong(2, 20);
const MOST_MS = 1_000;
const SEED = 11;

it('ends in time when it is asked to under load, with everything that it acknowledged in the store', async () => {
  const db = join(temporaryFolder(), 'events.sqlite');
  const port = await freePort();
  const ledger = createLedger();
  const dice = createDice(SEED);
  const codes: (number | null)[] = [];
  const ends = { taken: 0, unavailable: 0, cut: 0, other: 0 };
  const lost = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startServe({ db, port });
    const load = sendUntilGone({
      url: server.url,
      ledger,
      connections: CONNECTIONS,
      name: `s${round}`,
      seed: SEED + round,
    });
    await pause(dice() * MOST_MS);
    codes.push(await server.stop());
    const { taken, cut, refused } = await load;
    const { 503: unavailable = 0, 429: _, ...other } = refused;
    ends.taken += taken;
    ends.cut += cut;
    ends.unavailable += unavailable;
    ends.other += Object.keys(other).length;
    const known = new Set(keptIds(db));
    for (const id of ledger.acknowledged) if (!known.has(id)) lost.add(id);
  }
  const kept = keptIds(db);
  console.log(
    `asked to end ${ROUNDS} times at ${CONNECTIONS} connections: codes ${[...new Set(codes)].join(', ')}; requests answered with 202: ` +
      `${ends.taken}, with 503: ${ends.unavailable}, cut off: ${ends.cut}; ${ledger.acknowledged.size} events acknowledged, ${lost.size} lost, ` +
      `${kept.length - new Set(kept).size} twice`,
  );
  expect(codes).toEqual(Array.from({ length: ROUNDS }, () => 0));
  expect({ lost: lost.size, other: ends.other, again: ledger.acceptedAgain }).toEqual({ lost: 0, other: 0, again: [] });
  expect(new Set(kept).size).toBe(kept.length);
});
