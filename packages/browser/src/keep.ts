// Loaded with the first grant: before it, and for a shopper who refuses, there is no code in the page that could store or send.
export { openEventLog } from './log/lasting-event-log.js';
export { createSync } from './sync/sync.js';
export { createTransport } from './sync/transport.js';
