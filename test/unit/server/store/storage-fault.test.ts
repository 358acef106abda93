import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { isStorageFault } from '../../../../packages/server/src/store/storage-fault.js';
import { temporaryFolder } from '../temporary-folder.js';

const openAt = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: 0 });
  onTestFinished(() => database.close());
  return database;
};

const thrownBy = (work: () => void): unknown => {
  try {
    work();
  } catch (cause) {
    return cause;
  }
  throw new Error('nothing was thrown');
};

it('tells a locked file from a row that does not fit', () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const [first, second] = [openAt(path), openAt(path)];
  first.exec('CREATE TABLE kept (id INTEGER PRIMARY KEY); INSERT INTO kept VALUES (1)');
  expect(isStorageFault(thrownBy(() => first.exec('INSERT INTO kept VALUES (1)')))).toBe(false);
  first.exec('BEGIN IMMEDIATE');
  expect(isStorageFault(thrownBy(() => second.exec('BEGIN IMMEDIATE')))).toBe(true);
});

it('knows a full disk', () => {
  const database = openAt(join(temporaryFolder(), 'events.sqlite'));
  database.exec('PRAGMA max_page_count = 4; CREATE TABLE kept (body)');
  expect(isStorageFault(thrownBy(() => database.exec('INSERT INTO kept VALUES (zeroblob(100000))')))).toBe(true);
});

it('takes a fault in the work itself for its own', () => {
  expect(isStorageFault(new TypeError('no column takes this'))).toBe(false);
  expect(isStorageFault('text')).toBe(false);
});
