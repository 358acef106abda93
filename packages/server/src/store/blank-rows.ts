// An erased row is overwritten by as many bytes, in its place, and stays as a blank row: its numbers and nothing else.
// DELETE would not do. SQLite then merges half-empty pages, copies the neighbours' rows as it does so, and leaves old copies
// in the slack of pages, which secure_delete does not reach: of 300 erased subjects 11 could still be read in the file.
// With rows only appended, overwritten and taken from the front, no row with content is ever moved.

/** Tables whose rows are blanked, with what readers see of them. */
export type BlankableTable = 'event_rows' | 'letter_rows' | 'run_rows';

/** No site's key begins with it; all that is not a site's own row is at or above it. */
const FILLER = '~';

const TEXTS: Readonly<Record<BlankableTable, readonly string[]>> = {
  event_rows: ['site', 'name', 'visitor_id', 'session_id', 'traffic', 'body'],
  run_rows: ['site', 'session_id', 'visitor_id'],
  letter_rows: ['site', 'code', 'field', 'reason', 'id', 'visitor_id', 'session_id', 'body'],
};

/** SQLite overwrites a row in its place when the new one is of the same size, so lengths are in bytes and NULL stays. */
const blanked = (column: string): string =>
  `${column} = CASE WHEN ${column} <> '' THEN printf('%.*c', octet_length(${column}), '${FILLER}') ELSE ${column} END`;

/** Ids are unique, also among the blank. */
const NEW_ID = 'id = substr(lower(hex(randomblob(32))), 1, octet_length(id))';

/** The SQL that blanks the rows for which a condition holds. */
export const blankRows = (table: BlankableTable, condition: string): string => {
  const ids = table === 'event_rows' ? [NEW_ID] : [];
  return `UPDATE ${table} SET ${[...TEXTS[table].map(blanked), ...ids].join(', ')} WHERE ${condition}`;
};

/** Whether a row's site says that it is blank. */
export const isBlank = (site: unknown): boolean => String(site).startsWith(FILLER);
