import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { giveUp } from '../../../scripts/progress.mjs';

/** @typedef {import('@aisle/trainer').SessionEvent} SessionEvent */
/** @typedef {readonly (readonly SessionEvent[])[]} Sessions */

const folder = process.env['AISLE_DATA'] ?? '../shared/data';

const linesOf = (/** @type {string} */ name) => {
  const path = join(folder, name);
  if (!existsSync(path)) giveUp(`${path} is not there. Name the folder of the recordings in AISLE_DATA.`);
  return gunzipSync(readFileSync(path)).toString().trim().split('\n');
};

/**
 * Diginetica: views without times; the last 7 days are set apart.
 *
 * @returns {{ training: Sessions, tests: Sessions }}
 */
export const readDiginetica = () => {
  const lines = linesOf('diginetica.seq.gz');
  const sessionsOf = (/** @type {string} */ kind) =>
    lines
      .filter((line) => line.startsWith(kind))
      .map((line) =>
        line
          .slice(2)
          .split(' ')
          .map((itemId) => ({ itemId, type: 'view_item' })),
      );
  return { training: sessionsOf('T'), tests: sessionsOf('E') };
};

/** @type {Readonly<Record<string, string>>} */
const TYPES = { view: 'view_item', addtocart: 'add_to_cart', transaction: 'purchase' };

/**
 * RetailRocket: views, carts and purchases with times, oldest session first.
 *
 * @returns {Sessions}
 */
export const readRetailRocket = () => {
  /** @type {Map<string, SessionEvent[]>} */
  const sessions = new Map();
  for (const line of linesOf('retailrocket-typed-8days.tsv.gz').slice(1)) {
    const [session = '', itemId = '', seconds, type = ''] = line.split('\t');
    const known = sessions.get(session) ?? [];
    sessions.set(session, known);
    known.push({ itemId, type: TYPES[type] ?? type, atMs: Number(seconds) * 1_000 });
  }
  const startOf = (/** @type {readonly SessionEvent[]} */ session) => session[0]?.atMs ?? 0;
  return [...sessions.values()]
    .map((session) => session.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0)))
    .sort((a, b) => startOf(a) - startOf(b));
};
