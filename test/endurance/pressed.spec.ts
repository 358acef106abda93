import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../other-browsers/free-port.js';
import { temporaryFolder } from '../unit/server/temporary-folder.js';
import { type BatchReply, createBatchSender } from './batch-sender.js';
import { keptIds } from './kept-events.js';
import { type SentBatch, createLedger } from './ledger.js';
import { batchOf } from './load.js';
import { watchResidentPeak } from './resident-peak.js';
import { startServe } from './serve-process.js';
import { shortOrLong } from './short-or-long.js';

const MIB = 1024 * 1024;
/** About 200 kB each: together more than the server lets wait. */
const BATCHES = shortOrLong(200, 1_000);
const EVENTS = 200;
/** Less than a write waits for others, so it fails nobody. */
const STANDSTILL_MS = 3_000;
/** The SDK waits no longer for an answer. */
const ANSWER_LIMIT_MS = 15_000;

const open = async () => {
  const db = join(temporaryFolder(), 'events.sqlite');
  const server = await startServe({ db, port: await freePort() });
  const sender = createBatchSender(server.url, BATCHES);
  const ledger = createLedger();
  onTestFinished(async () => {
    sender.close();
    await server.stop();
  });
  let lateAnswers = 0;
  const seen: BatchReply[] = [];
  const post = async (batch: SentBatch): Promise<BatchReply> => {
    const startMs = performance.now();
    const reply = await sender.post(batch.body);
    if (performance.now() - startMs > ANSWER_LIMIT_MS) lateAnswers += 1;
    seen.push(reply);
    if (reply.status === 202) ledger.answered(batch, reply.results);
    return reply;
  };
  const postUntilKept = async (batch: SentBatch): Promise<void> => {
    for (;;) {
      const { status, retryAfterS } = await post(batch);
      if (status === 202) return;
      // With jitter, as the SDK does.
      await pause(1000 * Number(retryAfterS) * (1 + Math.random()));
    }
  };
  return { db, server, ledger, post, postUntilKept, seen, lateAnswers: () => lateAnswers };
};

const batches = (): readonly SentBatch[] =>
  Array.from({ length: BATCHES }, (_, index) => batchOf(`pressed-${index}`, EVENTS));

const countsOf = (replies: readonly BatchReply[]): string =>
  [202, 503].map((status) => `${replies.filter((reply) => reply.status === status).length} × ${status}`).join(', ');

/** Everything but 202 says when to come back. */
const expectRetries = (replies: readonly BatchReply[]): void =>
  expect(
    replies.filter(({ status, retryAfterS }) => status !== 202 && !(status === 503 && Number(retryAfterS) >= 1)),
  ).toEqual([]);

it('answers 503 and a time to come back while the database cannot be written, and keeps everything once it can', async () => {
  const { db, server, ledger, post, postUntilKept, seen, lateAnswers } = await open();
  const sent = batches();
  const peak = watchResidentPeak(server);
  const holder = new DatabaseSync(db);
  holder.exec('BEGIN IMMEDIATE');
  await Promise.all(sent.map(post));
  const whileHeld = [...seen];
  const mostBytes = peak.end();
  holder.exec('ROLLBACK');
  holder.close();
  await Promise.all(sent.map(postUntilKept));
  console.log(
    `locked: ${BATCHES} batches of ${EVENTS} events at once: ${countsOf(whileHeld)}, ${lateAnswers()} after more than ` +
      `${ANSWER_LIMIT_MS / 1000} s; resident ${Math.round(peak.beforeBytes / MIB)} → ${Math.round(mostBytes / MIB)} MiB`,
  );
  expect(whileHeld.filter(({ status }) => status !== 503)).toEqual([]);
  expectRetries(whileHeld);
  // None on an idle machine; nearly all when each group of batches waits for the file anew.
  expect(lateAnswers()).toBeLessThan(BATCHES / 2);
  expect(keptIds(db)).toHaveLength(BATCHES * EVENTS);
  expect(ledger.acceptedAgain).toEqual([]);
});

it('takes what came while the disk stood still, or says when to come back, and keeps all of it in the end', async () => {
  const { db, server, ledger, postUntilKept, seen, lateAnswers } = await open();
  const peak = watchResidentPeak(server);
  const holder = new DatabaseSync(db);
  holder.exec('BEGIN IMMEDIATE');
  const kept = batches().map(postUntilKept);
  await pause(STANDSTILL_MS);
  holder.exec('ROLLBACK');
  holder.close();
  await Promise.all(kept);
  const mostBytes = peak.end();
  console.log(
    `standstill of ${STANDSTILL_MS / 1000} s: ${BATCHES} batches of ${EVENTS} events at once: ${countsOf(seen)}, ${lateAnswers()} after ` +
      `more than ${ANSWER_LIMIT_MS / 1000} s; resident ${Math.round(peak.beforeBytes / MIB)} → ${Math.round(mostBytes / MIB)} MiB`,
  );
  expectRetries(seen);
  expect(keptIds(db)).toHaveLength(BATCHES * EVENTS);
  expect(ledger.acceptedAgain).toEqual([]);
});
