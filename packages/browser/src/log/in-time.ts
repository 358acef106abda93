import type { IDBPDatabase } from 'idb';
import type { Tables } from './tables.js';

/** A slow disk takes a second or two. */
const MAX_OPENING_MS = 8_000;

/** A database that is being deleted opens once no tab holds it any more: with an old one about, never. What comes too late is closed. */
export const inTime = async (opening: Promise<IDBPDatabase<Tables>>): Promise<IDBPDatabase<Tables>> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      void opening.then((db) => db.close());
      reject(new Error('blocked'));
    }, MAX_OPENING_MS);
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
};
