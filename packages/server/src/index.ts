export { createServer, type AisleServer } from './create-server.js';
export { createBearerCheck } from './operate/bearer.js';
export { ServerError, type ServerFault } from './server-error.js';
export type { Limits, ServerOptions, SiteOptions } from './server-options.js';
export type {
  AcceptStatus,
  DeadLetter,
  EventBatch,
  EventStore,
  KeptEvent,
  LetterStatus,
  StoreCounts,
  SubjectRecords,
} from './store/event-store.js';
export { openSqliteEventStore } from './store/sqlite-event-store.js';
