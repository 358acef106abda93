import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'playwright/test';

// The command itself, with the built script tag in a browser of its own: recorded shoppers, and a count that must come out.

const bin = fileURLToPath(new URL('../../../packages/cli/bin/aisle.js', import.meta.url));
const recorded = join(process.env['AISLE_DATA'] ?? '../shared/data', 'retailrocket-typed-8days.tsv.gz');

interface Ended {
  readonly code: number;
  readonly said: string;
}

const runReplay = async (words: readonly string[], chromium: string | undefined): Promise<Ended> => {
  const env = { ...process.env, ...(chromium && { AISLE_CHROMIUM: chromium }) };
  const running = promisify(execFile)(process.execPath, [bin, 'replay', ...words], { env });
  return running.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code: Number(code), said: `${stdout}${stderr}` }),
  );
};

const countOf = (said: string, events: string): number =>
  Number(new RegExp(`│ ${events} +│ +([\\d,]+) │`).exec(said)?.[1]?.replaceAll(',', ''));

const rowsIn = (path: string) => {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare(`SELECT * FROM events WHERE name <> 'page_view' ORDER BY at_ms, session_id, seq`).all();
  database.close();
  return rows;
};

/** Three shoppers; one comes three times, and buys twice within one order. */
const MADE_UP: readonly (readonly [session: string, item: string, second: number, type: string, shopper: string])[] = [
  ['1', 'lamp', 1_442_000_000, 'view', 'ann'],
  ['1', 'shade', 1_442_000_060, 'view', 'ann'],
  ['2', 'lamp', 1_442_003_000, 'view', 'ben'],
  ['3', 'lamp', 1_442_090_000, 'view', 'ann'],
  ['3', 'lamp', 1_442_090_030, 'addtocart', 'ann'],
  ['4', 'lamp', 1_442_180_000, 'transaction', 'ann'],
  ['4', 'shade', 1_442_180_000, 'transaction', 'ann'],
  ['5', 'rug', 1_442_190_000, 'view', 'cem'],
];
const madeUpText = [
  'SessionId\tItemId\tTime\tType\tCatId\tUserId',
  ...MADE_UP.map(([session, item, second, type, shopper]) => [session, item, second, type, 'home', shopper].join('\t')),
].join('\n');

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-replay-spec-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('brings each event of a recording into the database once, labelled, in its order and at its distance', async ({
  launchOptions,
}) => {
  const [file, db] = [join(folder, 'made-up.tsv'), join(folder, 'replay.db')];
  await writeFile(file, madeUpText);
  const { code, said } = await runReplay([file, '--db', db], launchOptions.executablePath);
  expect(said).toMatch(/lost +│ +0 │/);
  expect(said).toMatch(/duplicates +│ +0 │/);
  expect(code).toBe(0);

  const rows = rowsIn(db);
  const bodies = rows.map(({ body }) => JSON.parse(String(body)));
  const names = { view: 'view_item', addtocart: 'add_to_cart', transaction: 'purchase' } as Record<string, string>;
  expect(rows.map(({ name }) => name)).toEqual(MADE_UP.map(([, , , type]) => names[type]));
  expect(bodies.map(({ params }) => params.items)).toEqual(
    MADE_UP.map(([, item]) => [{ item_id: item, item_category: 'home' }]),
  );
  const firstMs = Number(rows[0]?.['at_ms']);
  expect(rows.map((row) => (Number(row['at_ms']) - firstMs) / 1000)).toEqual(
    MADE_UP.map(([, , second]) => second - 1_442_000_000),
  );
  expect(new Set(rows.map(({ traffic }) => traffic))).toEqual(new Set(['replay']));
  const visitors = rows.map((row) => row['visitor_id']);
  expect(new Set(visitors).size).toBe(3);
  expect(MADE_UP.filter(([, , , , shopper]) => shopper === 'ann')).toHaveLength(
    visitors.filter((visitor) => visitor === visitors[0]).length,
  );
});

test('refuses a file that is no recording, before it starts a browser', async () => {
  const file = join(folder, 'other.tsv');
  await writeFile(file, madeUpText.replace('view\thome\tben', 'look\thome\tben'));
  const { code, said } = await runReplay([file, '--db', join(folder, 'replay.db')], 'a browser that is not there');
  expect(code).toBe(1);
  expect(said).toContain('line 4, column 4 (Type): found "look", expected one of view, addtocart, transaction');
});

test('brings the first forty real sessions into the database, none lost, none double [needs data]', async ({
  launchOptions,
}) => {
  test.skip(!existsSync(recorded), `${recorded} is not there; name its folder in AISLE_DATA`);
  const db = join(folder, 'replay.db');
  const { code, said } = await runReplay([recorded, '--sessions', '40', '--db', db], launchOptions.executablePath);
  const inFile = countOf(said, 'in the file');
  expect(inFile).toBeGreaterThan(40);
  for (const events of ['recorded', 'acknowledged', 'in the database'])
    expect(countOf(said, events), events).toBe(inFile);
  for (const events of ['lost', 'duplicates']) expect(countOf(said, events), events).toBe(0);
  expect(code, said).toBe(0);
  expect(new Set(rowsIn(db).map(({ traffic }) => traffic))).toEqual(new Set(['replay']));
});
