import { createAway } from './away.js';
import { connect } from './connection.js';
import { STORES } from './event-log.js';
import { forgetStores } from './forget-stores.js';

/** Erases what earlier pages stored, when nothing has opened it in this one. Answers the ids a server may know. */
export const eraseStored = async (site: string): Promise<readonly string[]> => {
  const { erase, disconnect } = connect(site, createAway());
  const ids = await erase((tx) => forgetStores(tx, STORES, () => false));
  disconnect();
  return ids;
};
