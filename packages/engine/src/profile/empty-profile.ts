import type { Profile } from './profile.js';

/** The profile of a shopper of whom nothing is known: where every fold begins. */
export const emptyProfile: Profile = {
  v: 1,
  firstAtMs: null,
  lastAtMs: null,
  counts: {},
  sessions: 0,
  visits: 0,
  visitDays: [],
  session: { id: null, startedAtMs: null, counts: {}, earlierIds: [], awayMs: null },
  recents: [],
  cart: { lines: [], changedAtMs: null, checkoutAtMs: null },
  orders: { count: 0, value: 0, lastAtMs: null, transactionIds: [], itemIds: [] },
  affinity: { category: {}, brand: {}, price: {} },
  history: {},
  assigned: {},
  traits: {},
};
