/** A value that a query takes or answers. */
export type Cell = string | number | null;

/** One line of an answer, by column. */
export type Row = Readonly<Record<string, Cell>>;

/** Where the report's questions are asked. Rebuildable from the event store; never written by the report. */
export interface Warehouse {
  /** Runs one query with named parameters (`$site`). Rejects when the storage fails. */
  rows(sql: string, parameters: Row): Promise<readonly Row[]>;
  /** Lets go of the storage. Idempotent. */
  close(): void;
}
