import { DatabaseSync } from 'node:sqlite';
import type { AisleEvent } from '@aisle/schema';

const read = <Row>(path: string, sql: string): readonly Row[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare(sql).all() as readonly unknown[] as readonly Row[];
  } finally {
    database.close();
  }
};

/** The ids of all events in the server's database, those that lie there twice twice. */
export const keptIds = (path: string): readonly string[] =>
  read<{ readonly id: string }>(path, 'SELECT id FROM events').map(({ id }) => id);

/** All events in the server's database, in the order of their sessions, by the device's clock, and of their numbers in them. */
export const keptEvents = (path: string): readonly AisleEvent[] =>
  read<{ readonly body: string }>(
    path,
    `SELECT body FROM events
     JOIN (SELECT session_id AS session, MIN(json_extract(body, '$.atMs')) AS began FROM events GROUP BY session_id)
     ON session = session_id ORDER BY began, session_id, seq`,
  ).map(({ body }) => JSON.parse(body) as AisleEvent);
