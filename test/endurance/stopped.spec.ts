import { expect, it } from 'vitest';
import { keptIds } from './kept-events.js';
import { CONNECTIONS, openLoadedLives } from './loaded-lives.js';
import { shortOrLong } from './short-or-long.js';

const ROUNDS = shortOrLong(2, 20);
const MOST_MS = 1_000;
const SEED = 11;

it('ends in time when it is asked to under load, with everything that it acknowledged in the store', async () => {
  const lives = await openLoadedLives(SEED, MOST_MS);
  const { db, ledger, lost } = lives;
  const codes: (number | null)[] = [];
  const ends = { taken: 0, unavailable: 0, cut: 0, other: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ended: code, load } = await lives.live((server) => server.stop());
    const { taken, cut, refused } = load;
    codes.push(code);
    const { 503: unavailable = 0, 429: _, ...other } = refused;
    ends.taken += taken;
    ends.cut += cut;
    ends.unavailable += unavailable;
    ends.other += Object.keys(other).length;
    lives.known();
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
