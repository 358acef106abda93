import type { Accumulator } from '@aisle/engine';
import type { Purpose } from '@aisle/schema';
import { nanoid } from 'nanoid';
import { type EventLog, STORES, type Store } from './event-log.js';
import { append, headWithout, missingIn, narrowed } from './append.js';
import type { Admitted, Appended, Flush, Head, Proven } from './head.js';
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
  /** The open store; opens it when need be. Never rejects. */
  log(): Promise<EventLog>;
  /** Empties stores, and memory with them; of the rest only that is left which a purpose allows. Answers the ids that a server may know. */
  forget(stores: readonly Store[], isAllowed: (purpose: Purpose) => boolean): Promise<readonly string[]>;
  close(): void;
}

export interface JournalOptions {
  /** Never rejects, nor do appends and forgets of what it opens. */
  readonly openLog: () => Promise<EventLog>;
  /** Memory's first word, until the store answers. */
  readonly start: Head;
  /** What an earlier page could not write. */
  readonly recovered: readonly Flush[];
  /** How consent stands. */
  readonly record: () => Proven;
  /** What the playbook asks of the past, as far as there is one. */
  readonly accumulators: () => readonly Accumulator[];
  /** Nobody looks at the page: it may die at any moment. */
  readonly isHidden: () => boolean;
  /** Called after each write, with what the store now holds, and what of it is new. */
  readonly onWritten: (head: Head, added: Appended) => void;
}

/** After a write; the first is done at once. */
const GATHER_MS = 100;

export const createJournal = (options: JournalOptions): Journal => {
  const { openLog, start, recovered, record, accumulators, isHidden, onWritten } = options;
  const place = (from: Head, flush: Partial<Flush>, id = ''): Appended =>
    append(from, flush, { visitorId: id, accumulators: accumulators() });
  const headAfter = (from: Head, flushes: readonly Flush[]): Head =>
    flushes.reduce((at, flush) => place(at, flush).head, from);

  // Oldest first.
  let waiting = recovered;
  /** What a store that dies with the page has taken. */
  let mortal: readonly Flush[] = [];
  /** The last of them, while it takes what comes. */
  let filling: (Flush & { readonly drafts: Admitted[] }) | undefined;
  let head = headAfter(start, waiting);
  let opening: Promise<EventLog> | undefined;
  let writing: Promise<void> | undefined;
  let written: Proven | undefined;
  let writtenAtMs = -Infinity;
  let hurry: (() => void) | undefined;
  // Counts withdrawals, so that a write that began before one cannot bring its head back.
  let era = 0;
  /** All was forgotten: not even a head is written any more. */
  let isOver = false;

  const log = (): Promise<EventLog> => (opening ??= openLog());

  const writeOnce = async (): Promise<void> => {
    const begun = era;
    written = record();
    if (isOver) return;
    const store = await log();
    if (begun !== era) return;
    // Even with nothing to write the store's word is needed.
    const flush: Partial<Flush> = waiting[0] ?? { record: record() };
    filling = undefined;
    const added = await store.append(
      (at) => place(at, flush, nanoid()),
      flush.drafts?.some(({ name }) => isUrgent(name)),
    );
    if (begun !== era) return;
    if (!store.isLasting()) mortal = [...mortal, ...waiting.filter((other) => other.id === flush.id)];
    waiting = waiting.filter((other) => other.id !== flush.id);
    const isComplete = missingIn(added.head, accumulators()).length === 0;
    const stored = (isComplete ? null : await store.refill(accumulators())) ?? added.head;
    if (begun !== era) return;
    // The store's word, and on top of it what came meanwhile.
    head = headAfter(stored, waiting);
    onWritten(stored, added);
  };

  /** A write costs the same for one event and for a hundred: those that come one by one share it, as far as nothing is lost by it. */
  const gather = async (): Promise<void> => {
    await Promise.resolve();
    const isPressing = isHidden() || waiting.some(({ drafts }) => drafts.some(({ name }) => isUrgent(name)));
    const waitMs = isPressing ? 0 : writtenAtMs + GATHER_MS - performance.now();
    if (waitMs > 0)
      await new Promise<void>((resolve) => {
        hurry = resolve;
        setTimeout(resolve, waitMs);
      });
    writtenAtMs = performance.now();
  };
  const writeAll = async (): Promise<void> => {
    await gather();
    try {
      do await writeOnce();
      while (
        !isOver &&
        // Consent may have changed again while the last change was being written.
        (waiting.length > 0 || written !== record())
      );
    } finally {
      // In the same step as the last look: what comes next begins anew.
      writing = undefined;
    }
  };
  const flush = (): Promise<void> => (writing ??= writeAll());

  return {
    head: () => head,
    admit(draft) {
      if (filling?.record !== record()) {
        filling = { id: nanoid(), drafts: [], record: record() };
        waiting = [...waiting, filling];
      }
      filling.drafts.push(draft);
      head = place(head, { drafts: [draft], record: record() }).head;
      void flush();
      if (isUrgent(draft.name)) hurry?.();
    },
    flush,
    // What goes elsewhere takes nothing more in: its id is what keeps it from being written twice.
    unwritten: () => ((filling = undefined), [...mortal, ...waiting]),
    settled(ids) {
      mortal = mortal
        .map((one) => ({ ...one, drafts: one.drafts.filter(({ id }) => !ids.has(id)) }))
        .filter(({ drafts }) => drafts.length > 0);
    },
    log,
    async forget(stores, isAllowed) {
      era += 1;
      isOver = stores.length === STORES.length;
      // What is being written keeps its id: the store takes it once.
      waiting = waiting.flatMap((one) => narrowed(one, isAllowed));
      mortal = mortal.flatMap((one) => narrowed(one, isAllowed));
      filling = undefined;
      head = headAfter(headWithout(stores, head), waiting);
      // In the store's order: after what is being written, before all that comes.
      const store = await (isOver ? opening : log());
      return (await store?.forget(stores, isAllowed)) ?? [];
    },
    close() {
      void opening?.then((store) => store.close());
      opening = undefined;
    },
  };
};
