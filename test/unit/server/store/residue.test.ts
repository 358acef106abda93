import type { EventStore } from '@aisle/server';
import { describe, expect, it } from 'vitest';
import { bytesOf, checkpoint, rowsIn } from '../file-bytes.js';
import { createDice, markedEvent, markedSubject } from '../many-subjects.js';
import { letterOf, openStore } from './open-store.js';

const batch = { site: 'demo', sentAtMs: 1000, receivedAtMs: 2000 };

describe('the file', { timeout: 30_000 }, () => {
  /** Fills a store with interleaved events of many subjects, and erases or outlives most of them as more come in. */
  const fill = async (store: EventStore, subjects: readonly ReturnType<typeof markedSubject>[]) => {
    const dice = createDice(1);
    const pick = () => subjects[Math.floor(dice() * subjects.length)] ?? markedSubject();
    for (let round = 0; round < 60; round += 1) {
      const events = Array.from({ length: 50 }, () => markedEvent(pick(), dice() ** 4 * 6));
      await store.accept({ ...batch, receivedAtMs: round, events });
      const { mark, visitorId, sessionId } = pick();
      await store.deadLetter([letterOf({ receivedAtMs: round, visitorId, sessionId, body: JSON.stringify({ mark }) })]);
    }
  };

  it('B37: holds no byte of what erased subjects did, however their rows lay between others', async () => {
    const { store, path } = openStore();
    const subjects = Array.from({ length: 150 }, markedSubject);
    await fill(store, subjects);
    const [stay, go] = [subjects.slice(0, 30), subjects.slice(30)];
    for (const [index, subject] of go.entries()) {
      await store.erase('demo', [index % 2 ? subject.visitorId : subject.sessionId]);
      await store.accept({
        ...batch,
        receivedAtMs: 100,
        events: stay.slice(0, 5).map((each) => markedEvent(each, 0.5)),
      });
    }
    checkpoint(path);
    const bytes = bytesOf(path);
    expect(go.filter(({ mark }) => bytes.includes(mark))).toEqual([]);
    expect(stay.filter(({ mark }) => !bytes.includes(mark))).toEqual([]);
    expect(rowsIn(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('holds no byte of what was pruned, and all that was not', async () => {
    const { store, path } = openStore();
    const [old, recent] = [Array.from({ length: 20 }, markedSubject), Array.from({ length: 20 }, markedSubject)];
    await fill(store, old);
    await store.accept({ ...batch, receivedAtMs: 100, events: recent.map((each) => markedEvent(each, 1)) });
    while ((await store.prune('demo', 100)) > 0);
    checkpoint(path);
    const bytes = bytesOf(path);
    expect(old.filter(({ mark }) => bytes.includes(mark))).toEqual([]);
    expect(recent.filter(({ mark }) => !bytes.includes(mark))).toEqual([]);
    expect(rowsIn(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('is rid of the old pages in its write-ahead log by itself soon after', async () => {
    const { store, path } = openStore();
    const subject = markedSubject();
    await store.accept({ ...batch, events: [markedEvent(subject, 2)] });
    expect(bytesOf(path)).toContain(subject.mark);
    await store.erase('demo', [subject.visitorId]);
    await expect.poll(() => bytesOf(path).includes(subject.mark), { timeout: 10_000 }).toBe(false);
  });

  it('holds no id on the list of the erased', async () => {
    const { store, path } = openStore();
    await store.erase('demo', ['visitor-1']);
    checkpoint(path);
    expect(bytesOf(path)).not.toContain('visitor-1');
    expect(rowsIn(path, 'SELECT octet_length(subject) AS bytes FROM suppressed')).toEqual([{ bytes: 32 }]);
  });
});
