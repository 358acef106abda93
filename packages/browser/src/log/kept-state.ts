import type { AisleEvent } from '@aisle/schema';
import type { IDBPTransaction } from 'idb';
import { type Delivery, emptyDelivery } from './delivery.js';
import type { Store } from './event-log.js';
import { type Head, type Proven, emptyHead } from './head.js';
import type { Tables, Tx } from './tables.js';

type Reading = IDBPTransaction<Tables, Store[], 'readonly' | 'readwrite'>;

const isEvent = (event: Partial<AisleEvent> | null): boolean =>
  !!event?.params && Array.isArray(event.consent?.purposes);

/** The events of some records. What no release of ours wrote is left out: it would hold up all that comes after it. */
export const eventsOf = (records: readonly (readonly AisleEvent[])[]): readonly AisleEvent[] =>
  records.flat().filter(isEvent);

/** The stored head; of what an older release left out, or somebody spoilt, there is none. `emptyHead` itself where there is no head. */
export const headIn = async (tx: Reading): Promise<Head> => {
  const stored = await tx.objectStore('state').get('head');
  if (stored === undefined) return emptyHead;
  const sound = Object.entries(stored ?? {}).filter(([key, value]) => {
    const empty = emptyHead[key as keyof Head];
    return empty === null || value?.constructor === empty?.constructor;
  });
  return { ...emptyHead, ...Object.fromEntries(sound) };
};

/** What is known of the outbox. */
export const deliveryIn = async (tx: Reading): Promise<Delivery> => {
  const delivery = {
    ...emptyDelivery,
    ...((await tx.objectStore('state').get('delivery')) as Delivery | undefined),
  };
  return { ...delivery, aside: [delivery.aside].flat().filter((one) => isEvent(one?.event)) };
};

/** Every change of consent, the oldest first. */
export const recordsIn = async (tx: Reading): Promise<readonly Proven[]> =>
  ((await tx.objectStore('state').get('records')) as readonly Proven[] | undefined) ?? [];

/** Appends a change of consent; answers whether it is one. */
export const addRecord = async (tx: Tx, record: Proven): Promise<boolean> => {
  const records = await recordsIn(tx);
  if (records.at(-1)?.id === record.id) return false;
  await tx.objectStore('state').put([...records, record], 'records');
  return true;
};

/** Adds to a record what proves it. */
export const addProof = async (tx: Tx, id: string, sha256: Readonly<Record<string, string>>): Promise<void> => {
  const records = (await recordsIn(tx)).map((record) => (record.id === id ? { ...record, sha256 } : record));
  await tx.objectStore('state').put(records, 'records');
};
