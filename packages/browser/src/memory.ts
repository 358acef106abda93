import type { Purpose } from '@aisle/schema';
import { emptyProfile } from '@aisle/engine';
import { nanoid } from 'nanoid';
import type { Consent } from './consent/answers.js';
import { PURPOSES } from './consent/consent-gate.js';
import { type Tabs, joinTabs } from './consent/tabs.js';
import type { Begun } from './kept-options.js';
import type { Kept } from './kept.js';
import { type Keep, loadKeep } from './load-keep.js';
import { deleteEventLog } from './log/database.js';
import { STORES, type Store, idsOf, storesOf } from './log/event-log.js';
import { fieldsFor } from './log/fields-for.js';
import { type Admitted, type Flush, type Head, type Proven, emptyHead } from './log/head.js';
import { type Snapshot, createQuickStore } from './log/quick-store.js';
import { SESSION_IDLE_MS } from './log/session-idle.js';

/** What a device may remember, as far as consent goes: nothing of it exists before, and nothing is left after. */
export interface Memory {
  /** What remembers and sends; null unless something is granted and its code has come. */
  kept(): Kept | null;
  /** The same, waited for. */
  keeping(): Promise<Kept | null>;
  /** Takes an event, in memory at once. */
  admit(draft: Admitted): void;
  /** With personalization as of now, or as the page before left it; else empty. */
  head(): Head;
  /** The quick copy of the last record of consent. */
  lastRecord(): Proven | null;
  /** Ends without forgetting: what is there stays as it is until consent is given again. */
  letGo(): void;
  /** Follows a change of consent: opens, forgets in part, or erases. */
  followConsent(now: Consent): void;
  /** Resolves when all that was to be erased is. */
  whenErased(): Promise<unknown>;
  /** The page may die: keeps synchronously what is not on disk, and the snapshot if it is behind. */
  keep(): void;
  /** The page is back: another tab may have erased what this one remembers. */
  check(): void;
  /** Empties everything, then goes on with new ids if consent still holds. Answers the ids a server may know. */
  reset(): Promise<readonly string[]>;
  stop(): void;
}

export interface MemoryOptions {
  readonly site: string;
  readonly retentionMs: number;
  /** Opens what remembers and sends, once its code is there. */
  readonly openKept: (code: Keep, begun: Begun) => Kept;
  /** The code cannot be had: nothing is remembered or sent, and what happens is spilled for the next page. */
  readonly onLost: (cause: unknown) => void;
  /** Called in the task of the grant; `snapshot` is null when there is none. */
  readonly onOpen: (snapshot: Snapshot | null) => void;
  /** Called when the store's word is in. */
  readonly onReady: () => void;
  /** Another tab heard what this one's banner does not know. */
  readonly onDeniedElsewhere: (purposes: readonly unknown[]) => void;
  /** What was measured may be measured no more: `ids` are those a server knows it by. */
  readonly onWithdrawn: (ids: Promise<readonly string[]>) => void;
}

// One string from top to bottom: what it strings is in other files.
// oxlint-disable-next-line max-lines-per-function
export const createMemory = (options: MemoryOptions): Memory => {
  const { site } = options;
  const quick = createQuickStore(site);
  let opening: Promise<Kept | null> | null = null;
  let kept: Kept | null = null;
  let eras = 0;
  let isTold = false;
  /** The code could not be had. */
  let isLost = false;
  /** The last yes or no to each purpose: a pause in between forgets nothing of it. */
  let answered: Partial<Consent> | null = null;
  let tabs: Tabs | null = null;
  let consent: Consent | null = null;
  /** The quick copy, as it was when something was about to be granted first. */
  let peeked: Snapshot | null = null;
  /** What the page before left, until the store's code is there. */
  let found = emptyHead;
  /** The same, as this visit may see it. */
  let start = emptyHead;
  /** What was admitted until then. */
  let waiting: Flush[] = [];
  let filling: Admitted[] | null = null;
  let erased: Promise<unknown> = Promise.resolve();

  const isGranted = (purpose: Purpose): boolean => consent?.[purpose] === 'granted';
  const runs = (): boolean => isGranted('personalization') || isGranted('measurement');
  const isDenied = (purpose: Purpose): boolean => consent?.[purpose] === 'denied';

  const isOlder = ({ profile: { lastAtMs } }: Head, ms: number): boolean => (lastAtMs ?? Infinity) < Date.now() - ms;

  const openTabs = (): Tabs =>
    // Where nothing runs there is nothing to withdraw, and nothing to tell back.
    (tabs ??= joinTabs(site, (purposes) => {
      if (!purposes) return kept?.freshen();
      if (!opening) return;
      if (purposes.length > 0) {
        isTold = true;
        options.onDeniedElsewhere(purposes);
        isTold = false;
        return;
      }
      // Erased, and nothing denied: begin anew.
      kept?.close();
      open(quick.snapshot());
    }));

  const drop = (): void => {
    [opening, kept, waiting, filling, peeked] = [null, null, [], null, null];
  };

  const load = (): void => {
    // What was withdrawn a moment ago must be gone before anything new is written.
    const erasedBefore = erased;
    const era = (eras += 1);
    isLost = false;
    const loading = (async () => {
      await erasedBefore;
      const code = await loadKeep().catch(options.onLost);
      // Withdrawn meanwhile.
      if (era !== eras || !opening) return null;
      isLost = !code;
      kept = code ? options.openKept(code, { quick, start: found, waiting, tell: () => tabs?.tell(null) }) : null;
      return kept;
    })();
    opening = loading;
    void loading.then(async (ready) => {
      await ready?.flush();
      if (ready && ready === kept) options.onReady();
    });
  };

  const open = (snapshot: Snapshot | null): void => {
    found = start = snapshot?.head ?? emptyHead;
    // The visit that the snapshot knows of is over.
    if (isOlder(start, SESSION_IDLE_MS))
      start = { ...start, profile: { ...start.profile, session: emptyProfile.session } };
    drop();
    load();
    openTabs();
    options.onOpen(isGranted('personalization') ? snapshot : null);
  };

  const eraseAll = async (): Promise<readonly string[]> => {
    const [running, loading] = [kept, opening];
    quick.clear();
    drop();
    // What nobody opened goes blindly, and unread. But where there was consent a moment ago, the server has to hear whom to forget.
    const ids = await (running
      ? running.forget(STORES, isGranted)
      : loading &&
        loadKeep()
          .then(({ eraseStored }) => eraseStored(site))
          .catch(() => null));
    running?.close();
    // Cleared first: a deletion hangs while any tab holds a connection open, a clear does not.
    const deleting = deleteEventLog(site);
    if (!ids?.[0]) await deleting;
    return ids ?? [];
  };
  const forgetSome = async (stores: readonly Store[]): Promise<readonly string[]> => {
    if (stores.includes('state')) quick.clear();
    peeked = null;
    // What waits for its code keeps what is still allowed.
    waiting = waiting.map(({ id, drafts }) => ({
      id,
      drafts: drafts.map((draft) => ({ ...draft, granted: draft.granted.filter((purpose) => !isDenied(purpose)) })),
    }));
    filling = null;
    const forgetting = kept ?? (await opening);
    return forgetting?.forget(stores, (purpose) => !isDenied(purpose)) ?? [];
  };
  const after = (forgetting: Promise<readonly string[]>): Promise<readonly string[]> => {
    erased = Promise.all([erased, forgetting]);
    return forgetting;
  };

  const forget = (denied: readonly Purpose[], all: boolean): void => {
    const known = kept ? idsOf(kept.head()) : [];
    const forgetting = after(all ? eraseAll() : forgetSome(storesOf(denied)));
    if (denied.includes('measurement')) options.onWithdrawn(known.length > 0 ? Promise.resolve(known) : forgetting);
  };
  const forgetDenied = (before: Partial<Consent> | null, ran: boolean): void => {
    const all = PURPOSES.slice(0, 2).every(isDenied);
    // What was not granted before has left nothing to forget. Where that is not known here, the store knows.
    const denied = PURPOSES.filter((purpose) => isDenied(purpose) && (before ? before[purpose] === 'granted' : all));
    // One answer missing, the other no: nothing may be opened only to forget.
    if (denied.length > 0 && (all || opening)) {
      // What was heard is not said again: two tabs would go on for ever.
      if (!isTold && (all || ran)) openTabs().tell(denied);
      forget(denied, all);
    }
    answered = { ...before, ...Object.fromEntries(Object.entries(consent ?? {}).filter(([, to]) => to !== 'pending')) };
    // The change itself is kept, also when no event follows; a pause is none.
    if (runs()) void kept?.flush();
  };

  const keep = (): void => {
    if (kept) return kept.keep();
    filling = null;
    if (waiting[0]) quick.spill(waiting);
  };

  return {
    kept: () => kept,
    keeping: () => opening ?? Promise.resolve(null),
    admit(offered) {
      const draft = { ...offered, params: fieldsFor(offered.params, offered.granted) };
      if (kept) return kept.admit(draft);
      if (!opening) return;
      if (!filling) waiting.push({ id: nanoid(), drafts: (filling = []) });
      filling.push(draft);
    },
    head() {
      const head = kept?.head() ?? start;
      return isGranted('personalization') && !isOlder(head, options.retentionMs) ? head : emptyHead;
    },
    followConsent(now) {
      const ran = opening;
      consent = now;
      if (ran || !runs()) return forgetDenied(ran && answered, ran !== null);
      const snapshot = peeked;
      open(snapshot);
      forgetDenied(snapshot?.head.record?.after ?? null, false);
    },
    lastRecord() {
      const snapshot = quick.snapshot();
      peeked = snapshot && !isOlder(snapshot.head, options.retentionMs) ? snapshot : null;
      return peeked && peeked.head.record;
    },
    letGo() {
      kept?.close();
      drop();
    },
    whenErased: () => erased,
    keep,
    check() {
      if (isLost) load();
      if (kept) kept.freshen();
      // No store to ask yet.
      else if (opening && quick.isGone()) options.onDeniedElsewhere(PURPOSES);
    },
    async reset() {
      const ran = opening;
      const ids = await after(eraseAll());
      // An answer may have come meanwhile.
      if (ran && !opening && runs()) {
        open(null);
        // Other tabs tell by it that nothing was withdrawn.
        quick.keepSnapshot({ v: 3, head: emptyHead });
        tabs?.tell([]);
      }
      return ids;
    },
    stop() {
      keep();
      tabs?.close();
      const closing = kept;
      drop();
      void closing?.flush().then(closing.close);
    },
  };
};
