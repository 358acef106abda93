import type { Row } from '@aisle/report';
import { RECORDED_NAMES } from './recording.js';
import type { PlayedEvent } from './replay-page.js';
import type { ReplayEvent, ReplaySession } from './replay-plan.js';

/** What became of the events that were played. */
export interface Outcome {
  readonly inFile: number;
  /** Passed on by the SDK in the page. */
  readonly recorded: number;
  /** Named in an answer of the server that reached the page. */
  readonly acknowledged: number;
  /** Null when no database was looked at; the next three are then judged by the acknowledgements. */
  readonly inDatabase: number | null;
  /** Rows beyond one for each event. */
  readonly duplicates: number | null;
  /** Events that have no row. */
  readonly lost: number;
  /** Rows that say another name or time than was recorded, or lack the label of a replay. */
  readonly altered: number;
  /** Sessions as the SDK cuts them: by half an hour's pause, not by the file's ids. */
  readonly sdkSessions: number | null;
  /** Page views of the SDK's own that have no row; it records one a page load. They count nowhere else. */
  readonly lostPageViews: number;
}

/** The events of a replay, by the id that the SDK gave them. */
export type Recorded = ReadonlyMap<string, ReplayEvent>;

/** Everything that was seen of a replay. */
export interface Seen {
  readonly inFile: number;
  readonly pageLoads: number;
  readonly recorded: Recorded;
  readonly acknowledged: ReadonlySet<string>;
  /** Every event of the replay in the database: id, name, at_ms, session_id, traffic. */
  readonly rows: readonly Row[] | null;
}

/** Finds each planned event among those that the SDK passed on, in their order. What it did not pass on is left out. */
export const recordedOf = (planned: ReplaySession, played: readonly PlayedEvent[]): Recorded => {
  const recorded = new Map<string, ReplayEvent>();
  let next = 0;
  for (const event of planned) {
    const place = played.findIndex(
      ({ name, atMs }, index) => index >= next && name === event.name && atMs === event.atMs,
    );
    const found = played[place];
    if (!found) continue;
    recorded.set(found.id, event);
    next = place + 1;
  }
  return recorded;
};

const isOurs = ({ name }: Row): boolean => (RECORDED_NAMES as readonly unknown[]).includes(name);

const isAltered = (row: Row, recorded: Recorded): boolean => {
  const event = recorded.get(String(row['id']));
  if (!event) return false;
  return row['name'] !== event.name || row['at_ms'] !== event.atMs || row['traffic'] !== 'replay';
};

/** Compares what was played with what arrived, event by event. */
export const outcomeOf = ({ inFile, pageLoads, recorded, acknowledged, rows }: Seen): Outcome => {
  const acknowledgedOurs = [...recorded.keys()].filter((id) => acknowledged.has(id)).length;
  const seen = { inFile, recorded: recorded.size, acknowledged: acknowledgedOurs };
  const unseen = { inDatabase: null, duplicates: null, altered: 0, sdkSessions: null, lostPageViews: 0 };
  if (!rows) return { ...seen, ...unseen, lost: inFile - acknowledgedOurs };
  const ours = rows.filter(isOurs);
  const ids = new Set(ours.map(({ id }) => String(id)));
  const found = [...recorded.keys()].filter((id) => ids.has(id)).length;
  return {
    ...seen,
    inDatabase: ours.length,
    duplicates: ours.length - found,
    lost: inFile - found,
    altered: ours.filter((row) => isAltered(row, recorded)).length,
    sdkSessions: new Set(ours.map((row) => row['session_id'])).size,
    lostPageViews: pageLoads - rows.filter(({ name }) => name === 'page_view').length,
  };
};

/** Whether everything arrived, once and as it was. */
export const isClean = ({ lost, duplicates, altered, lostPageViews }: Outcome): boolean =>
  lost === 0 && (duplicates ?? 0) === 0 && altered === 0 && lostPageViews === 0;
