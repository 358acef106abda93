// Loaded with the first grant: before it, and for a shopper who refuses, there is no code in the page that could remember, store or send.
export { exportStored } from './export-stored.js';
export { openKept } from './kept.js';
export { eraseStored } from './log/erase-stored.js';
export { sayFarewell } from './sync/farewell.js';
