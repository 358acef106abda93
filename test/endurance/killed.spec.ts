import { expect, it } from 'vitest';
import { type BatchSender, createBatchSender } from './batch-sender.js';
import { keptIds } from './kept-events.js';
import type { Ledger, SentBatch } from './ledger.js';
import { CONNECTIONS, openLoadedLives } from './loaded-lives.js';
import { startServe } from './serve-process.js';
import { shortOrLong } from './short-or-long.js';

const ROUNDS = shortOrLong(3, 20);
/** A life of the server is as long, at most, from the moment that it listens. */
const MOST_MS = 1_200;
const DAYS_LATER = [1, 30, 89];
/** Batches that are sent again days later. */
const MOST_LATER = shortOrLong(100, 2_000);
const SEED = 5;

interface Known {
  readonly ledger: Ledger;
  /** Ids that were in the database before. */
  readonly known: ReadonlySet<string>;
}

/** Sends batches again; answers how many of their events the server does not know as the database did. */
const sendAgain = async (
  sender: BatchSender,
  batches: readonly SentBatch[],
  { ledger, known }: Known,
): Promise<number> => {
  const wrong = await Promise.all(
    batches.map(async (batch) => {
      const { status, results } = await sender.post(batch.body);
      expect(status).toBe(202);
      ledger.answered(batch, results);
      return results.filter((one) => one.status !== (known.has(String(one.id)) ? 'duplicate' : 'accepted')).length;
    }),
  );
  return wrong.reduce((sum, one) => sum + one, 0);
};

/** Copies of a batch may wait: the first of them may be new to the server, the others never. */
const parted = (batches: readonly SentBatch[]): readonly [readonly SentBatch[], readonly SentBatch[]] => {
  const first = new Map(batches.map((batch) => [batch.body, batch]));
  return [[...first.values()], batches.filter((batch) => first.get(batch.body) !== batch)];
};

it('holds every acknowledged event once, however often it is killed in the middle of its work', async () => {
  const lives = await openLoadedLives(SEED, MOST_MS);
  const { db, port, ledger, lost } = lives;
  let [wrong, resent] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    await lives.live((server) => server.kill());

    const again = await startServe({ db, port });
    const known = lives.known();
    const sender = createBatchSender(again.url, CONNECTIONS);
    const [waiting, copies] = parted(ledger.takeUnanswered());
    resent += waiting.length + copies.length;
    wrong += await sendAgain(sender, waiting, { ledger, known });
    wrong += await sendAgain(sender, copies, { ledger, known: ledger.acknowledged });
    sender.close();
    await again.kill();
  }

  const kept = keptIds(db);
  console.log(
    `killed ${2 * ROUNDS} times, ${ROUNDS} of them at ${CONNECTIONS} connections: ${ledger.acknowledged.size} events acknowledged, ` +
      `${lost.size} lost; ${kept.length} in the store, ${kept.length - new Set(kept).size} twice; ${resent} batches sent again after a kill, ` +
      `${wrong} events answered wrongly; ${ledger.duplicates} duplicates answered, ${ledger.acceptedAgain.length} accepted again`,
  );
  expect(ledger.acknowledged.size).toBeGreaterThan(100 * ROUNDS);
  expect(resent).toBeGreaterThan(0);
  expect({ lost: lost.size, wrong, again: ledger.acceptedAgain }).toEqual({ lost: 0, wrong: 0, again: [] });
  expect(kept.toSorted()).toEqual([...ledger.acknowledged].toSorted());

  for (const daysAhead of DAYS_LATER) {
    const server = await startServe({ db, port, daysAhead });
    const sender = createBatchSender(server.url, CONNECTIONS);
    const sentAtMs = Date.now() + daysAhead * 86_400_000;
    const later = ledger.answeredBatches
      .slice(0, MOST_LATER)
      .map(({ ids, body }) => ({ ids, body: JSON.stringify({ ...JSON.parse(body), sentAtMs }) }));
    const wrongLater = await sendAgain(sender, later, { ledger, known: new Set(kept) });
    console.log(
      `${daysAhead} days and a restart later: ${later.flatMap(({ ids }) => ids).length} events sent again, ${wrongLater} accepted`,
    );
    expect(wrongLater).toBe(0);
    sender.close();
    expect(await server.stop()).toBe(0);
  }
  expect(keptIds(db)).toHaveLength(kept.length);
});
