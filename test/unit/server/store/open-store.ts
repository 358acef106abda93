import { join } from 'node:path';
import { openSqliteEventStore, type DeadLetter, type EventStore } from '@aisle/server';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';

/** A store in a folder of its own, closed when the test ends. */
export const openStore = (): { store: EventStore; path: string } => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const store = openSqliteEventStore(path);
  onTestFinished(() => store.close());
  return { store, path };
};

/** A letter that was refused for its number. */
export const letterOf = (overrides: Partial<DeadLetter> = {}): DeadLetter => ({
  site: 'demo',
  receivedAtMs: 2000,
  code: 'event/invalid',
  reason: 'must be integer',
  sessionId: 'session-1',
  body: '{"seq":"5"}',
  ...overrides,
});
