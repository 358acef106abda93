import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AisleEvent } from '@aisle/schema';
import { temporaryFolder } from '../temporary-folder.js';

const HOUR_MS = 3_600_000;
const BEGIN_MS = Date.UTC(2026, 10, 1);

type Happened = Partial<AisleEvent> & { readonly hour?: number };

/** Makes the events of a visitor, one an hour unless they say when. */
export const eventsOfVisitor = (visitor: number, ...happened: readonly Happened[]): readonly AisleEvent[] =>
  happened.map(({ hour, ...more }, seq) => ({
    ...{ v: 1, id: `event-${visitor}-${seq}`, name: 'page_view', seq, offsetMs: 0, params: {} },
    ...{ sessionId: `session-${visitor}`, visitorId: `visitor-${visitor}`, atMs: BEGIN_MS + (hour ?? seq) * HOUR_MS },
    consent: { purposes: ['personalization' as const] },
    ...more,
  }));

/** The events of as many visitors, all alike but for what `happened` says by their number. */
export const visitors = (count: number, happened: (visitor: number) => readonly Happened[]): readonly AisleEvent[] =>
  Array.from({ length: count }, (_, visitor) => eventsOfVisitor(visitor, ...happened(visitor))).flat();

/** Writes events as they are on the wire, one a line. */
export const eventFile = (events: readonly object[], isPacked = false): string => {
  const path = join(temporaryFolder(), 'events.ndjson');
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  writeFileSync(path, isPacked ? gzipSync(text) : text);
  return path;
};
