import type { Accumulator } from '@aisle/engine';
import type { DropCounts } from '../outbox.js';
import { type Away, createAway } from './away.js';
import { connect } from './connection.js';
import { leased } from './delivery.js';
import { type EventLog, STORES, within } from './event-log.js';
import { forgetStores } from './forget-stores.js';
import { type Appended, type Head, type Proven, emptyHead } from './head.js';
import { changeDelivery, forgetLog, leftIn, queue, remember, settle } from './keep-events.js';
import { addProof, addRecord, deliveryIn, eventsOf, headIn, recordsIn } from './kept-state.js';
import { startRefill } from './refill.js';
import { forgetExpired } from './retention.js';

/** What a store needs beside its folding. */
export interface KeepingOptions {
  readonly accumulators: () => readonly Accumulator[];
  readonly retentionMs: number;
  /** The SHA-256 of what each source showed with its answer, by source. */
  readonly proofs: () => Promise<Readonly<Record<string, string>>>;
  /** Takes what the page gave up: from here on the store counts it. */
  readonly takeDrops: () => DropCounts;
  /** What was too old is gone, while the page was open. */
  readonly onPruned: () => void;
  /** What this page knew to be there is gone: another tab emptied the store. Nothing is written from here on. */
  readonly onErased: () => void;
  /** Says when the page goes into the browser's cache, where it does. */
  readonly away?: Away;
}

const NOTHING_ADDED: Appended = { head: emptyHead, isOther: false, log: [], outbox: [] };
/** Oldest first; one holds what a task recorded. */
const MAX_FLUSHES_READ = 100;
const PRUNE_EVERY_MS = 3_600_000;

/** A count may be all that there is to tell, and this page the last to know it. */
const tells = ({ head, outbox }: Appended): boolean =>
  outbox.length > 0 || head.record?.after.measurement === 'granted';

/**
 * Opens the log of a site in IndexedDB; rejects where the browser gives no database.
 *
 * The connection is closed when another tab wants to delete or upgrade, and opened again at the next use.
 */
export const openIdbEventLog = async (site: string, options: KeepingOptions): Promise<EventLog> => {
  const { accumulators, retentionMs, proofs, takeDrops, onPruned, onErased, away = createAway() } = options;
  const { open, disconnect, read, write, erase } = connect(site, away);

  let isGone = false;
  let wasThere = false;
  /** What proves a change of consent is added to its record afterwards, because hashing takes a moment. */
  const prove = async (id: string): Promise<void> => {
    const sha256 = await proofs();
    if (Object.keys(sha256).length > 0 && !isGone) await write((tx) => addProof(tx, id, sha256));
  };
  const prune = (): Promise<Proven | null | undefined> =>
    write(async (tx) => {
      await forgetExpired(tx, retentionMs, accumulators());
      const head = (await tx.objectStore('state').get('head')) as Partial<Head> | undefined;
      return head && (head.record ?? null);
    });

  await open();
  const known = await prune();
  wasThere = known !== undefined;
  const pruning = setInterval(() => void prune().then(onPruned, disconnect), PRUNE_EVERY_MS);
  return {
    known,
    isLasting: () => true,
    async append(place, how = {}) {
      // Taken once, however often it is tried.
      let drops: DropCounts | undefined;
      const taken = (lost = 0): DropCounts => ({ ...(drops ??= takeDrops()), spill_full: lost });
      const added = await write(async (tx) => {
        // The store is the proof, also where a page that was frozen heard of nothing.
        const before = await headIn(tx);
        if (wasThere && before === emptyHead) return null;
        const appended = place(before, await leftIn(tx, how));
        const { head, isOther, log, outbox, lost } = appended;
        await tx.objectStore('state').put(head, 'head');
        if (head.record && head.record !== before.record && (await addRecord(tx, head.record)))
          void prove(head.record.id).catch(disconnect);
        if (tells(appended)) await queue(tx, outbox, taken(lost));
        if (isOther) await forgetLog(tx);
        if (log.length > 0) await remember(tx, log, accumulators());
        return appended;
      }, how.isUrgent);
      wasThere = true;
      if (!added) onErased();
      return added ?? NOTHING_ADDED;
    },
    refill: (asked) =>
      write(async (tx) => {
        const base = (await tx.objectStore('state').get('base')) as Head['profile'] | undefined;
        const refill = startRefill(await headIn(tx), asked, base);
        // A record a task: the page can work in between.
        for (let cursor = await tx.objectStore('log').openCursor(); cursor; cursor = await cursor.continue())
          refill.take(eventsOf([cursor.value]));
        await tx.objectStore('state').put(refill.head(), 'head');
        return refill.head();
      }),
    unsent: (maxEvents, maxBytes) =>
      read(async (tx) => {
        const flushes = await tx.objectStore('outbox').getAll(null, MAX_FLUSHES_READ);
        const waiting = eventsOf(flushes);
        const events = within(waiting, maxEvents, maxBytes);
        const hasMore = events.length < waiting.length || flushes.length === MAX_FLUSHES_READ;
        return { ...(await deliveryIn(tx)), events, hasMore };
      }),
    settle: (settled) => write((tx) => settle(tx, settled)),
    lease: (tab, forMs) =>
      write(async (tx) => {
        const delivery = await changeDelivery(tx, (before) => leased(before, tab, forMs));
        return delivery.lease?.tab === tab;
      }),
    stored: () =>
      read(async (tx) => {
        const listIn = async (store: 'log' | 'outbox') => eventsOf(await tx.objectStore(store).getAll());
        const base = ((await tx.objectStore('state').get('base')) as Head['profile'] | undefined) ?? null;
        const [head, log, outbox] = [await headIn(tx), await listIn('log'), await listIn('outbox')];
        const clockMs = ((await tx.objectStore('state').get('clock')) as number | undefined) ?? null;
        const [delivery, records] = [await deliveryIn(tx), await recordsIn(tx)];
        return { head, base, log, outbox, delivery, records, clockMs };
      }),
    async forget(stores, isAllowed) {
      const all = stores.length === STORES.length;
      const ids = await erase((tx) => forgetStores(tx, stores, isAllowed));
      if (all) {
        wasThere = false;
        isGone = true;
        disconnect();
      }
      return ids;
    },
    close() {
      clearInterval(pruning);
      disconnect();
    },
  };
};
