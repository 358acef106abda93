import { setTimeout as pause } from 'node:timers/promises';
import { createDice } from '../unit/server/many-subjects.js';
import { sampleBatch, sampleEvent } from '../unit/server/sample-event.js';
import { createBatchSender } from './batch-sender.js';
import type { Ledger, SentBatch } from './ledger.js';

const MAX_EVENTS = 40;
/** So often one that was answered is sent once more. */
const AGAIN_SHARE = 0.1;
/** So often the same batch leaves over two connections at once. */
const TWICE_SHARE = 0.05;
/** An event is then about a kilobyte, as a batch carries it. */
const PADDING = 'x'.repeat(600);

/** Makes the numbers of events that nobody else makes. */
export const batchOf = (prefix: string, count: number, sentAtMs = Date.now()): SentBatch => {
  const ids = Array.from({ length: count }, (_, event) => `${prefix}-${event}`.padEnd(8, '_'));
  const events = ids.map((id, seq) =>
    sampleEvent(id, { seq, atMs: sentAtMs, sessionId: `session-${prefix}`, params: { x_padding: PADDING } }),
  );
  return { ids, body: JSON.stringify(sampleBatch(events, { sentAtMs })) };
};

export interface LoadOptions {
  readonly url: string;
  readonly ledger: Ledger;
  readonly connections: number;
  /** Tells this load's events from those of others. */
  readonly name: string;
  readonly seed: number;
}

/** What the requests of a load ended with. */
export interface LoadCounts {
  readonly taken: number;
  /** By status. */
  readonly refused: Readonly<Record<number, number>>;
  /** The connection ended before the answer did; those that found nobody are not counted. */
  readonly cut: number;
}

/** Sends batch after batch over each connection, with retries among them, until the server is gone. */
export const sendUntilGone = async ({ url, ledger, connections, name, seed }: LoadOptions): Promise<LoadCounts> => {
  const sender = createBatchSender(url, connections);
  const dice = createDice(seed);
  const refused: Record<number, number> = {};
  let [taken, cut] = [0, 0];

  /** Answers whether the server is still there. */
  const post = async (batch: SentBatch): Promise<boolean> => {
    try {
      const { status, results, retryAfterS } = await sender.post(batch.body);
      if (status === 202) {
        taken += 1;
        ledger.answered(batch, results);
        return true;
      }
      refused[status] = (refused[status] ?? 0) + 1;
      ledger.unanswered(batch);
      await pause(Math.min(100, 1000 * (retryAfterS ?? 0)));
      return true;
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause)) throw cause;
      cut += cause.code === 'ECONNREFUSED' ? 0 : 1;
      ledger.unanswered(batch);
      return false;
    }
  };

  const nextOf = (connection: number, count: number): SentBatch => {
    const known = dice() < AGAIN_SHARE ? ledger.anyAnswered(dice()) : undefined;
    return known ?? batchOf(`${name}-${connection}-${count}`, 1 + Math.floor(dice() * MAX_EVENTS));
  };
  const sendAll = async (connection: number): Promise<void> => {
    for (let count = 0; ; count += 1) {
      const batch = nextOf(connection, count);
      const copies = dice() < TWICE_SHARE ? [batch, batch] : [batch];
      const ends = await Promise.all(copies.map(post));
      if (ends.includes(false)) return;
    }
  };

  await Promise.all(Array.from({ length: connections }, (_, connection) => sendAll(connection)));
  sender.close();
  return { taken, refused, cut };
};
