import { join } from 'node:path';
import type { AisleEvent } from '@aisle/schema';
import { openSqliteWarehouse, type Scope } from '@aisle/report';
import { openSqliteEventStore, type DeadLetter } from '@aisle/server';
import { onTestFinished } from 'vitest';
import { sampleEvent } from '../server/sample-event.js';
import { temporaryFolder } from '../server/temporary-folder.js';

/** 2023-11-14 22:00 UTC, the beginning of an hour. */
export const START_MS = 1_699_999_200_000;
const MINUTE_MS = 60_000;

export const HOUR: Scope = { site: 'demo', fromMs: START_MS, toMs: START_MS + 60 * MINUTE_MS - 1, traffic: 'shopper' };

let made = 0;

/** An event of a session, so many minutes after the start. */
export const eventAt = (minute: number, name: string, rest: Partial<AisleEvent> = {}): AisleEvent => {
  made += 1;
  return sampleEvent(`event-${made}`, { name, atMs: START_MS + minute * MINUTE_MS, seq: made, params: {}, ...rest });
};

/** A visitor with one session of the same number. */
export const visitor = (number: number) => ({ visitorId: `visitor-${number}`, sessionId: `session-${number}` });

/** An anonymous session: consent allows no visitor id. */
export const anonymous = (event: AisleEvent): AisleEvent => {
  const { visitorId: _left, ...rest } = event;
  return rest;
};

export interface Seed {
  readonly site?: string;
  readonly drops?: Readonly<Record<string, number>>;
  readonly letters?: readonly Pick<DeadLetter, 'code'>[];
}

/** A warehouse over a real store that holds just these events. */
export const seededWarehouse = async (
  events: readonly AisleEvent[],
  { site = 'demo', drops = {}, letters = [] }: Seed = {},
) => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const store = openSqliteEventStore(path);
  const warehouse = openSqliteWarehouse(path);
  onTestFinished(async () => {
    warehouse.close();
    await store.close();
  });
  const add = async (more: readonly AisleEvent[], to = site) => {
    // No event happens after its receipt.
    const atMs = more.reduce((latest, event) => Math.max(latest, event.atMs), START_MS);
    await store.accept({ site: to, sentAtMs: START_MS, receivedAtMs: START_MS, events: [], drops });
    return store.accept({ site: to, sentAtMs: atMs, receivedAtMs: atMs, events: more });
  };
  await add(events);
  await store.deadLetter(letters.map(({ code }) => ({ site, receivedAtMs: START_MS, code, reason: '', body: '{}' })));
  return { warehouse, path, add };
};
