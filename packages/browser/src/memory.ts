import type { Accumulator } from '@aisle/engine';
import type { Purpose } from '@aisle/schema';
import { nanoid } from 'nanoid';
import type { Consent } from './consent/consent-gate.js';
import { type Tabs, joinTabs } from './consent/tabs.js';
import { type EventLog, STORES, type Store } from './log/event-log.js';
import { deleteEventLog } from './log/database.js';
import { type Head, emptyHead, foldingWith, narrowed } from './log/head.js';
import type { LastingOptions } from './log/lasting-event-log.js';
import { type Journal, createJournal } from './log/journal.js';
import { type Prepared, type Snapshot, createQuickStore } from './log/quick-store.js';

/** What a device may remember, as far as consent goes: nothing of it exists before, and nothing is left after. */
export interface Memory {
  /** Null unless something is granted. */
  journal(): Journal | null;
  /** With personalization as of now, else empty. */
  head(): Head;
  /** Follows a change of consent: opens, forgets in part, or erases. */
  follow(now: Consent): void;
  /** The page may die: keeps synchronously what is not on disk, and the snapshot if it is behind. */
  keep(): void;
  /** Empties everything, then goes on with new ids if consent still holds. */
  reset(): Promise<void>;
  stop(): void;
}

export interface MemoryOptions {
  readonly site: string;
  /** The page's addition to the snapshot. */
  readonly prepare: () => Prepared;
  readonly accumulators: () => readonly Accumulator[];
  /** Never rejects. */
  readonly openLog: (options: Omit<LastingOptions, 'diagnose'>) => Promise<EventLog>;
  /** Called in the task of the grant; `snapshot` is null when there is none. */
  readonly onOpen: (snapshot: Snapshot | null) => void;
  /** Called when the store's word is in. */
  readonly onReady: () => void;
  readonly onWithdrawnElsewhere: () => void;
}

const SNAPSHOT_DELAY_MS = 300;
/** What goes when a purpose is denied. */
const RESTS_ON: readonly (readonly [Purpose, readonly Store[]])[] = [
  ['personalization', ['state', 'log']],
  ['measurement', ['outbox']],
];

export const createMemory = (options: MemoryOptions): Memory => {
  const { site } = options;
  const quick = createQuickStore(site, nanoid());
  let journal: Journal | null = null;
  let tabs: Tabs | null = null;
  let consent: Consent | null = null;
  /** What the snapshot does not have yet. */
  let behind: Head | null = null;
  let spilled = false;
  let erased: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isGranted = (purpose: Purpose): boolean => consent?.[purpose] === 'granted';
  const runs = (): boolean => RESTS_ON.some(([purpose]) => isGranted(purpose));
  const isDenied = (purpose: Purpose): boolean => consent?.[purpose] === 'denied';

  const openTabs = (): Tabs =>
    // Where nothing runs there is nothing to withdraw, and nothing to tell back.
    (tabs ??= joinTabs(site, () => journal && options.onWithdrawnElsewhere()));

  const keepSnapshot = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!behind || !isGranted('personalization')) return;
    quick.keepSnapshot({ v: 2, head: { ...behind, visitorId: null, flushes: [] }, ...options.prepare() });
    behind = null;
  };

  const spill = (): void => {
    const flushes = journal?.unwritten() ?? [];
    spilled = flushes.length > 0;
    quick.spill(flushes);
  };

  const open = (): void => {
    const snapshot = isGranted('personalization') ? quick.snapshot() : null;
    // What was withdrawn a moment ago must be gone before anything new is written.
    const erasedBefore = erased;
    const opened = createJournal({
      openLog: async () => {
        await erasedBefore;
        return options.openLog({ folding: foldingWith(options.accumulators), head: () => opened.head() });
      },
      start: snapshot?.head ?? emptyHead,
      // Consent counts again for what an earlier page left.
      recovered: quick.takeSpilled().flatMap((flush) => narrowed(flush, isGranted)),
      accumulators: options.accumulators,
      onWritten(head) {
        behind = head;
        if (spilled) spill();
        timer ??= setTimeout(keepSnapshot, SNAPSHOT_DELAY_MS);
      },
    });
    journal = opened;
    // What was recovered has nowhere else to be until it is written.
    spill();
    openTabs();
    options.onOpen(snapshot);
    void opened.flush().then(() => {
      if (journal === opened) options.onReady();
    });
  };

  const forgetNow = async (stores: readonly Store[]): Promise<void> => {
    const forgetting = journal;
    const all = stores.length === STORES.length;
    if (stores.includes('state')) {
      behind = null;
      quick.clear();
    }
    if (all) journal = null;
    // At once, and unread: what opens it may not be there yet.
    if (all) deleteEventLog(site);
    if (!forgetting) return;
    await forgetting.forget(stores, (purpose) => !all && !isDenied(purpose));
    // A write that ended meanwhile reported the head that is gone.
    behind = null;
    if (all) forgetting.close();
  };
  const forget = (stores: readonly Store[]): Promise<unknown> => (erased = Promise.all([erased, forgetNow(stores)]));

  return {
    journal: () => journal,
    head: () => (isGranted('personalization') && journal?.head()) || emptyHead,
    follow(now) {
      const ran = journal;
      consent = now;
      const gone = RESTS_ON.flatMap(([purpose, stores]) => (isDenied(purpose) ? stores : []));
      const all = gone.length === STORES.length;
      if (all) openTabs().withdraw();
      if (runs() && !ran) open();
      // One answer missing, the other no: nothing may be opened only to forget.
      if (all || ((ran || runs()) && gone.length > 0)) void forget(gone);
    },
    keep() {
      keepSnapshot();
      if (spilled || journal?.unwritten().length) spill();
    },
    async reset() {
      const ran = journal;
      await forget(STORES);
      // An answer may have come meanwhile.
      if (ran && !journal && runs()) open();
    },
    stop() {
      keepSnapshot();
      spill();
      tabs?.close();
      const closing = journal;
      journal = null;
      void closing?.flush().then(closing.close);
    },
  };
};
