export { createServer, type AisleServer } from './create-server.js';
export { ServerError, type ServerFault } from './server-error.js';
export type { Limits, ServerOptions, SiteOptions } from './server-options.js';
export type { AcceptStatus, DeadLetter, EventBatch, EventStore, StoreCounts } from './store/event-store.js';
export { openSqliteEventStore } from './store/sqlite-event-store.js';
