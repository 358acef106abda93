import type { Purpose } from '@aisle/schema';
import { nanoid } from 'nanoid';
import type { Diagnose } from '../error.js';
import type { EventLog, Store } from './event-log.js';
import { type Admitted, type Flush, type Head, append, headWithout, narrowed } from './head.js';
import { createMemoryEventLog } from './memory-event-log.js';

/** Memory first, disk right behind. */
export interface Journal {
  /** As of now, with what is not yet on disk. */
  head(): Head;
  /** Takes an event: in memory at once, on disk at the end of this task, all of a task in one record. */
  admit(draft: Admitted): void;
  /** Resolves when all that was admitted before is on disk, and memory holds what else lies there. Never rejects. */
  flush(): Promise<void>;
  /** What is not on disk for sure, now: a page that dies keeps it elsewhere. */
  unwritten(): readonly Flush[];
  /** The open store; opens it when need be. Never rejects. */
  log(): Promise<EventLog>;
  /** Empties stores, and memory with them; of what waits only that is left which a purpose allows. */
  forget(stores: readonly Store[], isAllowed: (purpose: Purpose) => boolean): Promise<void>;
  close(): void;
}

export interface JournalOptions {
  readonly openLog: () => Promise<EventLog>;
  /** Memory's first word, until the store answers. */
  readonly start: Head;
  /** What an earlier page could not write. */
  readonly recovered: readonly Flush[];
  readonly diagnose: Diagnose;
  /** Called after each write, with what the store now holds. */
  readonly onWritten: (head: Head) => void;
}

const headAfter = (from: Head, flushes: readonly Flush[]): Head =>
  flushes.reduce((head, { id, drafts }) => append(head, drafts, id).head, from);

export const createJournal = ({ openLog, start, recovered, diagnose, onWritten }: JournalOptions): Journal => {
  // Oldest first.
  let waiting = recovered;
  /** The last of them, while it takes what comes. */
  let filling: Admitted[] | undefined;
  let head = headAfter(start, waiting);
  let opening: Promise<EventLog> | undefined;
  let writing: Promise<void> | undefined;
  // Counts withdrawals, so that a write that began before one cannot bring its head back.
  let era = 0;

  const log = (): Promise<EventLog> =>
    (opening ??= openLog().catch((cause: unknown) => {
      diagnose('storage/unavailable', 'going on in memory', cause);
      return createMemoryEventLog(head);
    }));

  const writeOnce = async (): Promise<void> => {
    const begun = era;
    const store = await log();
    if (begun !== era) return;
    // Even with nothing to write the store's word is needed.
    const { id, drafts = [] }: Partial<Flush> = waiting[0] ?? {};
    filling = undefined;
    const stored = await store
      .append((at) => append(at, drafts, id))
      .catch((cause: unknown) => {
        diagnose('storage/write', 'going on in memory', cause);
        const memory = createMemoryEventLog(head);
        opening = Promise.resolve(memory);
        // `head` already counts these events in: only the events themselves have to be kept.
        return memory.append(() => ({ ...append(head, drafts), head }));
      });
    if (begun !== era) return;
    waiting = waiting.filter((other) => other.id !== id);
    // The store's word, and on top of it what came meanwhile.
    head = headAfter(stored, waiting);
    onWritten(stored);
  };

  const flush = (): Promise<void> =>
    (writing ??= (async () => {
      await Promise.resolve();
      do await writeOnce();
      while (waiting.length > 0);
    })().finally(() => (writing = undefined)));

  return {
    head: () => head,
    admit(draft) {
      if (!filling) waiting = [...waiting, { id: nanoid(), drafts: (filling = []) }];
      filling.push(draft);
      head = append(head, [draft]).head;
      void flush();
    },
    flush,
    unwritten: () => waiting,
    log,
    async forget(stores, isAllowed) {
      era += 1;
      // What is being written keeps its id: the store takes it once.
      waiting = waiting.flatMap((one) => narrowed(one, isAllowed));
      filling = undefined;
      head = headAfter(headWithout(stores, head), waiting);
      // In the store's order: after what is being written, before all that comes.
      const store = await opening;
      await store?.forget(stores).catch((cause: unknown) => diagnose('storage/write', 'not erased', cause));
    },
    close() {
      void opening?.then((store) => store.close());
      opening = undefined;
    },
  };
};
