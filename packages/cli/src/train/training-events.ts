import { DatabaseSync } from 'node:sqlite';
import type { AisleEvent } from '@aisle/schema';
import { CliError } from '../cli-error.js';
import { linesOf } from '../text-lines.js';
import { eventsRecorded } from './recorded-events.js';
import { RECORDING_HEAD } from './recorded-lines.js';
import { SEQUENCE_HEAD } from './sequence-lines.js';
import { isStore, siteIn } from './stored-sessions.js';

/** Where events are. */
export interface EventSource {
  readonly path: string;
  /** Of a database that holds several. */
  readonly site?: string | undefined;
}

/** Why nothing is predicted from sequences. */
export const NO_EVENTS =
  'sequences tell neither when nor what was bought. Propensity takes events, the database or a recording.';

async function* eventsInFile(path: string): AsyncGenerator<AisleEvent> {
  let isFirst = true;
  let recorded: string[] | undefined;
  for await (const text of linesOf(path)) {
    const line = isFirst ? text.replace(/^\uFEFF/, '') : text;
    if (line.trim() === '') continue;
    if (isFirst && SEQUENCE_HEAD.test(line)) throw new CliError(`${path}: ${NO_EVENTS}`);
    if (recorded) recorded.push(line);
    else if (isFirst && RECORDING_HEAD.test(line)) recorded = [];
    else yield JSON.parse(line) as AisleEvent;
    isFirst = false;
  }
  yield* eventsRecorded(recorded ?? []);
}

function* eventsInStore(path: string, site: string | undefined): Generator<AisleEvent> {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    const of = siteIn(database, path, site);
    const rows = database.prepare('SELECT body FROM events WHERE site = ? ORDER BY at_ms, seq, id');
    for (const { body } of rows.iterate(of)) yield JSON.parse(String(body)) as AisleEvent;
  } finally {
    database.close();
  }
}

/** Events as they happened: each session's by their positions, each once. What comes late or again is left out. */
async function* inOrder(events: Iterable<AisleEvent> | AsyncIterable<AisleEvent>): AsyncGenerator<AisleEvent> {
  const last = new Map<string, number>();
  for await (const event of events) {
    if (event.seq <= (last.get(event.sessionId) ?? -1)) continue;
    last.set(event.sessionId, event.seq);
    yield event;
  }
}

/**
 * Reads events one after the other, as they were read before for sessions: their form is not checked again.
 *
 * @throws {CliError} when the file holds sequences.
 */
export const eventsOf = async ({ path, site }: EventSource): Promise<AsyncIterable<AisleEvent>> =>
  inOrder((await isStore(path)) ? eventsInStore(path, site) : eventsInFile(path));
