import type { DatabaseSync } from 'node:sqlite';
import { createErasure } from './erasure.js';
import type { RowBatch } from './event-rows.js';
import type { AcceptStatus, DeadLetter, LetterStatus } from './event-store.js';
import { createGroupCommit } from './group-commit.js';
import { createLogTruncation } from './log-truncation.js';
import { createPruning } from './pruning.js';
import { BUSY_TIMEOUT_MS } from './sqlite-database.js';
import { createRowWriters } from './row-writers.js';
import { isStorageFault } from './storage-fault.js';
import type { StoreWriter } from './store-writer.js';
import { createSuppression } from './suppression.js';

/** At about 25,000 events a second one transaction blocks its thread for some 80 ms at most. */
const MAX_EVENTS_PER_COMMIT = 2000;

/** What an id weighs that is erased: its events are not counted beforehand. Also what a step of pruning weighs. */
const ERASURE_WEIGHT = 200;

/** By what the drops of withdrawn subjects are counted. */
const WITHDRAWN = 'consent/withdrawn';

// While another process holds the file, only the first write waits for it: each wait holds up all that comes behind.
const beginOf = (database: DatabaseSync): (() => void) => {
  let isHeld = false;
  const waitFor = (ms: number): void => database.exec(`PRAGMA busy_timeout = ${ms}`);
  return () => {
    try {
      database.exec('BEGIN IMMEDIATE');
    } catch (cause) {
      isHeld = true;
      // Each time, for the truncation of the log sets it back.
      waitFor(0);
      throw cause;
    }
    if (isHeld) waitFor(BUSY_TIMEOUT_MS);
    isHeld = false;
  };
};

const groupCommitOf = (database: DatabaseSync) =>
  createGroupCommit(
    {
      begin: beginOf(database),
      commit: () => database.exec('COMMIT'),
      rollback: () => {
        if (database.isTransaction) database.exec('ROLLBACK');
      },
      isFault: isStorageFault,
    },
    MAX_EVENTS_PER_COMMIT,
  );

/** Makes the writer of a connection, which it closes when it is closed. All that is written at once shares a commit. */
export const createSqliteWriter = (database: DatabaseSync): StoreWriter => {
  const rows = createRowWriters(database);
  const suppression = createSuppression(database);
  const erasure = createErasure(database, suppression);
  const pruneStep = createPruning(database, suppression);
  const truncation = createLogTruncation(database, BUSY_TIMEOUT_MS);
  const writeProbe = database.prepare('INSERT OR REPLACE INTO probe (only, at_ms) VALUES (1, ?)');
  const commits = groupCommitOf(database);

  const acceptAll = (batch: RowBatch): readonly AcceptStatus[] => {
    const { site, receivedAtMs, drops = {} } = batch;
    const withdrawn = erasure.withdrawnAmong(
      batch.rows.map(([, , visitorId, sessionId]) => ({ site, visitorId: visitorId ?? undefined, sessionId })),
    );
    const statuses = rows.events(batch, withdrawn);
    const count = statuses.filter((status) => status === 'withdrawn').length;
    rows.drop({ site, receivedAtMs, reason: WITHDRAWN, count });
    if (statuses.length > 0 && !statuses.includes('accepted')) return statuses;
    for (const [reason, times] of Object.entries(drops)) rows.drop({ site, receivedAtMs, reason, count: times });
    return statuses;
  };

  const keepLetters = (letters: readonly DeadLetter[]): readonly LetterStatus[] => {
    const withdrawn = erasure.withdrawnAmong(letters);
    return letters.map((letter, index) => {
      if (withdrawn[index]) rows.drop({ ...letter, reason: WITHDRAWN, count: 1 });
      else rows.letter(letter);
      return withdrawn[index] ? 'withdrawn' : 'kept';
    });
  };

  const truncateAfter = (changes: number): number => {
    if (changes > 0 && database.isOpen) truncation.plan();
    return changes;
  };

  return {
    accept: (batch) => commits.add(batch.rows.length, () => acceptAll(batch)),
    deadLetter: (letters) => commits.add(letters.length, () => keepLetters(letters)),
    erase: async (site, ids) =>
      truncateAfter(await commits.add(ids.length * ERASURE_WEIGHT, () => erasure.erase(site, ids))),
    prune: async (site, beforeMs) => truncateAfter(await commits.add(ERASURE_WEIGHT, () => pruneStep(site, beforeMs))),
    probe: () => commits.add(1, () => void writeProbe.run(Date.now())),
    async close() {
      truncation.stop();
      commits.flush();
      database.close();
    },
  };
};
