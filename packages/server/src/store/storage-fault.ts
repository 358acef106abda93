// https://www.sqlite.org/rescode.html
const BUSY = 5;
const LOCKED = 6;
const NO_MEMORY = 7;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const FAULTS: ReadonlySet<number> = new Set([BUSY, LOCKED, NO_MEMORY, READ_ONLY, IO_ERROR, CORRUPT, FULL, CANNOT_OPEN]);

/** Whether SQLite failed for the sake of the file, the disk or another process, and not for what was written. */
export const isStorageFault = (cause: unknown): boolean => {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'errcode') : undefined;
  // The low byte of an extended code is its primary code.
  return typeof code === 'number' && FAULTS.has(code & 0xff);
};
