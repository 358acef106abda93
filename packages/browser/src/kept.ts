import { type Chance, chanceOf } from '@aisle/engine';
import type { AisleEvent, Purpose } from '@aisle/schema';
import type { Consent } from './consent/answers.js';
import { PURPOSES } from './consent/consent-gate.js';
import { type ConsentRecord, consentRecordOf } from './consent/consent-record.js';
import { sha256Of } from './consent/sha256-of.js';
import { guarded } from './error.js';
import type { Begun, KeptOptions } from './kept-options.js';
import { narrowed, trimmed } from './log/append.js';
import { createAway } from './log/away.js';
import { type EventLog, STORES, type Store, storesOf } from './log/event-log.js';
import { type Admitted, type Head, emptyHead } from './log/head.js';
import { createJournal } from './log/journal.js';
import { openEventLog } from './log/lasting-event-log.js';
import type { Snapshot } from './log/quick-store.js';
import { recover } from './log/recovery.js';
import { spillInto } from './log/spill.js';
import { preparedOf } from './prepared-of.js';
import { sayFarewell } from './sync/farewell.js';
import { post } from './sync/post.js';
import { type Sync, createSync } from './sync/sync.js';
import { createTransport } from './sync/transport.js';

/** What remembers and sends, once something is granted and its code is there. */
export interface Kept {
  /** As of now, with what is not yet on disk. */
  head(): Head;
  admit(draft: Admitted): void;
  /** Resolves when all that was admitted is on disk, and memory holds what else lies there. Never rejects. */
  flush(): Promise<void>;
  log(): Promise<EventLog | null>;
  /** What the next page starts with. */
  snapshot(): Snapshot | null;
  /** Draws lots in experiments. */
  readonly chance: Chance;
  /** None where nothing is ever sent. */
  readonly sync: Sync | null;
  /** Empties stores; of the rest only that is left which a purpose allows. Answers the ids that a server may know. */
  forget(stores: readonly Store[], isAllowed: (purpose: Purpose) => boolean): Promise<readonly string[]>;
  /** The page may die: keeps synchronously what is not on disk, and the snapshot if it is behind; sends what one request takes. */
  keep(): void;
  /** Another tab may have written: reads it, soon, many asks as one. */
  freshen(): void;
  /** Ends timers and lets go of the database. */
  close(): void;
}

const SNAPSHOT_DELAY_MS = 300;
const FRESHEN_MS = 50;
const HIDDEN_FRESHEN_MS = 1_000;
/** By then a tab that only began anew has said so. */
const ERASED_MS = 200;
/** More do not fit into a last request. */
const MAX_LAST = 200;

// One string from top to bottom: what it strings is in other files.
// oxlint-disable-next-line max-lines-per-function
const openWith = (options: KeptOptions, { quick, start, waiting, tell }: Begun): Kept => {
  const { site, ingest, newId, isGranted, found, accumulators, drops, diagnose } = options;
  let known: Consent | undefined;
  let newest: ConsentRecord;
  let { userId } = start;
  /** What the snapshot does not have yet. */
  let behind: Head | null = null;
  let spilled = false;
  /** Written by this page, and not yet with a server. */
  let unsent: readonly AisleEvent[] = [];
  /** Nothing of its own is to be written. */
  let isReading = false;
  let freshening: ReturnType<typeof setTimeout> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let denying: ReturnType<typeof setTimeout> | undefined;

  /** The same object until consent changes. */
  const record = (): ConsentRecord => {
    const now = found();
    if (now.after !== known) newest = consentRecordOf(newId(), now);
    known = now.after;
    return newest;
  };

  /** `flushes` that are in it, and not yet in the store. */
  const keepSnapshot = (flushes: readonly string[] = []): void => {
    clearTimeout(timer);
    timer = undefined;
    const isPersonal = isGranted('personalization');
    if (!behind || denying || !(isPersonal || isGranted('measurement'))) return;
    // An id has no place here: the database has it.
    const head = isPersonal ? { ...behind, visitorId: null, sessions: [], flushes } : emptyHead;
    const { record: last } = behind;
    behind = null;
    guarded(() => {
      const prepared = isPersonal && options.prepare?.(preparedOf);
      quick.keepSnapshot({ v: 3, ...prepared, head: { ...head, record: last } });
    }, diagnose);
  };
  const spill = (): boolean => {
    // What an earlier page left lies where it left it, until it is written.
    const flushes = journal.unwritten().filter(({ id }) => !recovery.isLeft(id));
    spilled = flushes.length > 0;
    return spillInto(quick, flushes);
  };
  const checkName = ({ name, params }: Admitted): void => {
    if (name === 'login' && `${params['user_id']}`.includes('['))
      diagnose('event/invalid', 'user_id was redacted, use a key');
  };
  for (const { drafts } of waiting) drafts.forEach(checkName);
  const away = createAway();
  const recovery = recover(site, waiting, (flush) => narrowed({ record: record(), ...flush }, isGranted));

  const journal = createJournal({
    async openLog() {
      const opened = await openEventLog(site, {
        keeping: {
          accumulators,
          retentionMs: options.retentionMs,
          proofs: () => sha256Of(found().said),
          takeDrops: drops.take,
          away,
          onPruned: () => void journal.flush().then(() => keepSnapshot()),
          onErased() {
            denying ??= setTimeout(() => options.onErased(PURPOSES), ERASED_MS);
          },
        },
        start,
        head: () => journal.head(),
        diagnose,
      });
      // Never: this page's memory of it was let go.
      if (options.holds(opened.known ?? null)) return new Promise(() => {});
      // A page without the option does not load its code. What cannot be loaded holds no event up.
      const log = options.visitor
        ? await import('./visitor-cookie.js')
            .then((code) => code.withVisitor(opened, { ...options, post, sayFarewell }))
            .catch(() => opened)
        : opened;
      // Denied since an earlier page, and no quick copy said so. An older release wrote no record: all of it is meant then.
      const isDenied = (purpose: Purpose): boolean => found().after[purpose] === 'denied';
      const before = log.known?.after;
      const denied = PURPOSES.filter(
        (purpose) => isDenied(purpose) && (before ? before[purpose] === 'granted' : log.known === null),
      );
      if (denied.length > 0) await log.forget(storesOf(denied), (purpose) => !isDenied(purpose));
      return log;
    },
    start,
    recovered: recovery.flushes,
    isTaken: recovery.isTaken,
    record,
    accumulators,
    newId,
    dayOf: String(options.dailySessions) === 'true' ? (atMs) => new Date(atMs).toDateString() : undefined,
    isHidden: () => document.hidden,
    onGivenUp: drops.count,
    onWritten(head, { log, outbox }, flush) {
      unsent = [...unsent, ...outbox].slice(-MAX_LAST);
      if (log.length > 0) tell();
      if (spilled) spill();
      recovery.written(flush, spill);
      if (userId && head.userId !== userId) options.onFresh(true);
      ({ userId } = head);
      // What another tab wrote is in its snapshot, perhaps with a newer playbook.
      if (isReading && log.length === 0) return;
      behind = head;
      timer ??= setTimeout(() => keepSnapshot(), SNAPSHOT_DELAY_MS);
    },
  });

  const sync = ingest
    ? createSync({
        lock: `aisle-${site}`,
        tab: newId(),
        // What was just recorded belongs to it.
        outbox: () => journal.flush().then(journal.log),
        isBack: away.isBack,
        send: createTransport(ingest, site, () => found().gpc),
        allowed: options.allowed,
        trim: (event) => trimmed(event, isGranted),
        diagnose,
        onSynced: options.onSynced,
        onSettled(ids) {
          unsent = unsent.filter(({ id }) => !ids.has(id));
          journal.settled(ids);
        },
      })
    : null;

  const keep = (): boolean => {
    const unwritten = denying ? [] : journal.unwritten();
    if (unwritten.length > 0) behind = journal.head();
    // First what cannot be had again: a browser does not wait for long.
    const isSafe = !(spilled || unwritten.length > 0) || spill();
    keepSnapshot(unwritten.map(({ id }) => id));
    sync?.leave(unsent);
    return isSafe;
  };
  const closing = new AbortController();
  const { signal } = closing;
  document.addEventListener('freeze', keep, { signal });
  const onPageHide = (): void => {
    sync?.release();
    away.go(keep());
  };
  addEventListener('pagehide', onPageHide, { signal });
  addEventListener('pageshow', away.comeBack, { signal });
  // Whatever the server did before: it may have been the network.
  addEventListener('online', () => sync?.resume(), { signal });

  return {
    ...journal,
    admit(draft) {
      checkName(draft);
      journal.admit(draft);
    },
    snapshot: quick.snapshot,
    chance: chanceOf,
    sync,
    async forget(stores, isAllowed) {
      if (stores.length === STORES.length) sync?.cancel();
      [behind, unsent] = [null, []];
      const forgetting = journal.forget(stores, isAllowed);
      recovery.end(spill);
      const ids = await forgetting;
      // A write that ended meanwhile reported the head that is gone.
      [behind, unsent] = [null, []];
      if (stores.length < STORES.length) void journal.flush();
      return ids;
    },
    keep,
    freshen() {
      const isGone = quick.isGone();
      freshening ??= setTimeout(
        async () => {
          freshening = undefined;
          isReading = true;
          await journal.flush();
          isReading = false;
          if (isGone) {
            // Another tab withdrew, or the shop cleared what is its own, and this with it: the store knows, where there is one.
            if (denying || !(await journal.log())?.isLasting()) return options.onErased(PURPOSES);
            behind = journal.head();
            keepSnapshot();
          }
          options.onFresh();
        },
        isGone ? 0 : document.hidden ? HIDDEN_FRESHEN_MS : FRESHEN_MS,
      );
    },
    close() {
      closing.abort();
      clearTimeout(timer);
      clearTimeout(freshening);
      clearTimeout(denying);
      behind = null;
      sync?.cancel();
      journal.close();
    },
  };
};

/** Strings log and sync together. What an earlier page left, and somebody spoilt, is left out. */
export const openKept = (options: KeptOptions, begun: Begun): Kept => {
  try {
    return openWith(options, begun);
  } catch (cause) {
    options.diagnose('storage/unavailable', 'unreadable', cause);
    begun.quick.clear();
    return openWith(options, { ...begun, start: emptyHead });
  }
};
