import type { Accumulator } from '@aisle/engine';
import type { Purpose } from '@aisle/schema';
import { type EventLog, type How, STORES, type Store } from './event-log.js';
import { append, headWithout, missingIn, narrowed } from './append.js';
import { createGathering } from './gathering.js';
import { createMortal } from './mortal.js';
import type { Admitted, Appended, Flush, Head, Proven } from './head.js';
import type { SessionRules } from './session.js';
import { isUrgent } from '../urgent.js';

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
  /** A server has these: where there is no disk they need not be kept elsewhere. */
  settled(ids: ReadonlySet<string>): void;
  /** The open store; opens it when need be; null when all is over. Never rejects. */
  log(): Promise<EventLog | null>;
  /**
   * Empties stores, and memory with them; of the rest only that is left which a purpose allows. When that is all of them, what
   * might still have been sent is counted. Answers the ids that a server may know.
   */
  forget(stores: readonly Store[], isAllowed: (purpose: Purpose) => boolean): Promise<readonly string[]>;
  close(): void;
}

export interface JournalOptions extends SessionRules {
  /** Never rejects, nor do appends and forgets of what it opens. */
  readonly openLog: () => Promise<EventLog>;
  /** Memory's first word, until the store answers. */
  readonly start: Head;
  /** What an earlier page could not write. */
  readonly recovered: readonly Flush[];
  /** Another page has written it meanwhile. */
  readonly isTaken: (flush: string) => boolean;
  /** How consent stands. */
  readonly record: () => Proven;
  /** What the playbook asks of the past, as far as there is one. */
  readonly accumulators: () => readonly Accumulator[];
  /** Nobody looks at the page: it may die at any moment. */
  readonly isHidden: () => boolean;
  /** Something is gone, and will never be sent. */
  readonly onGivenUp: (reason: string, by: number) => void;
  /** Called after each write, with what the store now holds, what of it is new, and which flush it was. */
  readonly onWritten: (head: Head, added: Appended, flush: string) => void;
}

const areUrgent = (drafts: readonly Admitted[]): boolean => drafts.some(({ name }) => isUrgent(name));

const howOf = ({ drafts, stored }: Flush, isShared: () => boolean): How => ({
  isUrgent: areUrgent(drafts),
  record: stored,
  sinceMs: () => (isShared() ? Math.min(...drafts.map(({ atMs }) => atMs)) : Infinity),
});
/** Where the store dies with the page nothing is proof of an erasure. */
const idIn = (store: EventLog, record: Proven | null | undefined): string | undefined =>
  store.isLasting() ? record?.id : undefined;

/** So many flushes of earlier pages are written, in order, before anything new. */
const MANY_LEFT = 10;

/** Where many pages died, this one's own events do not wait behind all that they left, or they would be left, too. */
const nextOf = (waiting: readonly Flush[], shared: ReadonlySet<string>): Flush | undefined =>
  (waiting.length > MANY_LEFT && waiting.find(({ id }) => !shared.has(id))) || waiting[0];

/** How many events wait to be sent, here or there: one that is being written is in both. What cannot be read cannot be counted. */
const countUnsent = async (store: EventLog | undefined | null, drafts: readonly Admitted[]): Promise<number> => {
  const stored = await store?.stored().catch(() => null);
  return new Set([...drafts, ...(stored?.outbox ?? [])].map(({ id }) => id)).size;
};

const completed = async (store: EventLog, at: Head, accumulators: readonly Accumulator[]): Promise<Head> =>
  missingIn(at, accumulators).length === 0 ? at : ((await store.refill(accumulators)) ?? at);

// One string from top to bottom: each step is short.
// oxlint-disable-next-line max-lines-per-function
export const createJournal = (options: JournalOptions): Journal => {
  const { openLog, start, recovered, isTaken, record, accumulators, newId, dayOf, isHidden, onGivenUp, onWritten } =
    options;
  const place = (from: Head, flush: Partial<Flush>, id = ''): Appended =>
    append(from, flush, { visitorId: id, accumulators: accumulators(), newId, dayOf });
  const headAfter = (from: Head, flushes: readonly Flush[]): Head =>
    flushes.reduce((at, flush) => place(at, flush).head, from);

  // Oldest first.
  let waiting = recovered;
  /** Kept elsewhere, too, where another page may take them: each may be written by then. */
  const shared = new Set(recovered.map(({ id }) => id));
  /** The last of them, while it takes what comes. */
  let filling: (Flush & { readonly drafts: Admitted[] }) | undefined;
  let head = headAfter(start, waiting);
  const [mortal, gathering] = [createMortal(newId), createGathering()];
  let opening: Promise<EventLog> | undefined;
  let writing: Promise<void> | undefined;
  let written: Proven | undefined;
  /** The last record of consent that is on disk for sure. */
  let stored: string | undefined;
  // Counts withdrawals, so that a write that began before one cannot bring its head back.
  let era = 0;
  /** Closed, or all was forgotten: not even a head is written any more. */
  let isOver = false;

  // Closed is closed: whatever still waits must not bring back what was erased.
  const log = async (): Promise<EventLog | null> => (isOver ? null : (opening ??= openLog()));

  const appendTo = (store: EventLog, flush: Flush): Promise<Appended> =>
    store.append(
      (at, left) => place(at, { ...flush, drafts: left(flush) }, newId()),
      howOf(flush, () => shared.has(flush.id)),
    );
  const writeOnce = async (): Promise<void> => {
    const begun = era;
    written = record();
    if (isOver) return;
    const store = await log();
    if (!store || begun !== era) return;
    stored ??= idIn(store, store.known);
    waiting = waiting.filter(({ id }) => !isTaken(id));
    // Even with nothing to write the store's word is needed.
    const flush = nextOf(waiting, shared) ?? { id: '', drafts: [], record: record() };
    filling = undefined;
    const added = await appendTo(store, flush);
    if (begun !== era) return;
    if (!store.isLasting()) mortal.add(flush);
    stored = idIn(store, added.head.record);
    waiting = waiting.filter((other) => other.id !== flush.id);
    const at = await completed(store, added.head, accumulators());
    if (begun !== era) return;
    // The store's word, and on top of it what came meanwhile.
    head = headAfter(at, waiting);
    onWritten(at, added, flush.id);
  };

  const waits = (flush: Flush | undefined): boolean => waiting.some(({ id }) => id === flush?.id);
  const writeAll = async (): Promise<void> => {
    await gathering.due(() => isHidden() || waiting.some(({ drafts }) => areUrgent(drafts)));
    const last = waiting.at(-1);
    try {
      // Once more where consent changed while its last change was being written.
      do await writeOnce();
      while (!isOver && (waits(last) || written !== record()));
    } finally {
      writing = undefined;
      // In the same step as the last look: what came meanwhile gathers anew.
      if (!isOver && waiting.length > 0) void write();
    }
  };
  const write = (): Promise<void> => (writing ??= writeAll());

  return {
    head: () => head,
    admit(draft) {
      if (filling?.record !== record()) {
        filling = { id: newId(), drafts: [], record: record() };
        waiting = [...waiting, filling];
      }
      filling.drafts.push(draft);
      head = place(head, { drafts: [draft], record: record() }).head;
      void write();
      if (isUrgent(draft.name)) gathering.hurry();
    },
    async flush() {
      const last = waiting.at(-1);
      do {
        const ending = write();
        gathering.hurry();
        await ending;
      } while (!isOver && waits(last));
    },
    // What goes elsewhere takes nothing more in: its id is what keeps it from being written twice.
    unwritten() {
      filling = undefined;
      for (const { id } of waiting) shared.add(id);
      return [...mortal.flushes(), ...waiting].map((flush) => ({ stored, ...flush }));
    },
    settled: mortal.settled,
    log,
    async forget(stores, isAllowed) {
      const isAll = stores.length === STORES.length;
      const stays = isAll ? () => false : isAllowed;
      const drafts = waiting.flatMap((flush) => flush.drafts);
      era += 1;
      isOver ||= isAll;
      // What is being written keeps its id: the store takes it once.
      waiting = waiting.flatMap((one) => narrowed(one, stays));
      mortal.narrow(stays);
      filling = undefined;
      head = headAfter(headWithout(stores, head), waiting);
      // In the store's order: after what is being written, before all that comes.
      const store = await (isOver ? opening : log());
      const counting = isAll && isAllowed('measurement') && countUnsent(store, drafts);
      const ids = await store?.forget(stores, stays);
      if (counting) onGivenUp('reset', await counting);
      return ids ?? [];
    },
    close() {
      isOver = true;
      void opening?.then((store) => store.close());
      opening = undefined;
    },
  };
};
