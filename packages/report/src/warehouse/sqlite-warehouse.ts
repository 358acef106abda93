import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Cell, Row, Warehouse } from './warehouse.js';

/** How long a query waits while the store is being made or recovered. */
const BUSY_TIMEOUT_MS = 5000;

const cellOf = (value: unknown): Cell => {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' || typeof value === 'string' || value === null ? value : String(value);
};

const rowOf = (columns: object): Row =>
  Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, cellOf(value)]));

/**
 * Opens a second, read-only connection on the event store's file. The store must have made the file before.
 *
 * Queries run on the caller's thread: ask seldom, and for what the indexes answer.
 *
 * @throws {Error} naming the file and what to do when there is none.
 */
export const openSqliteWarehouse = (path: string): Warehouse => {
  if (!existsSync(path)) throw new Error(`${path}: there is no event store; start the server first, which makes it`);
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    // Without it one integer beyond 2^53, which any page can send, fails the whole answer.
    statement.setReadBigInts(true);
    statements.set(sql, statement);
    return statement;
  };
  return {
    rows: async (sql, parameters) => prepared(sql).all(parameters).map(rowOf),
    close() {
      if (database.isOpen) database.close();
    },
  };
};
