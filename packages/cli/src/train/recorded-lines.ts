import type { SessionEvent } from '@aisle/trainer';
import type { LineReader } from './session-input.js';

/** How the first line of such a file begins. */
export const RECORDING_HEAD = /^SessionId\tItemId\tTime\tType(\t|$)/;

const TYPES: ReadonlyMap<string, string> = new Map([
  ['view', 'view_item'],
  ['addtocart', 'add_to_cart'],
  ['transaction', 'purchase'],
]);

const timeOf = (events: readonly SessionEvent[] | undefined): number => events?.at(-1)?.atMs ?? 0;

/** Reads recordings as `aisle replay` does: a header, then SessionId, ItemId, Time in seconds and Type, separated by tabs; CatId when there. */
export const createRecordedLines = (): LineReader => {
  const sessions = new Map<string, SessionEvent[]>();
  const categories = new Map<string, readonly string[]>();
  let isHeader = true;
  return {
    add(line) {
      if (isHeader) {
        isHeader = false;
        return null;
      }
      const [session = '', itemId = '', seconds = '', type = '', category = ''] = line.split('\t');
      if (session === '' || itemId === '' || !/^\d+$/.test(seconds))
        return 'expected SessionId, ItemId and Time in whole seconds, separated by tabs';
      const known = sessions.get(session) ?? [];
      sessions.set(session, known);
      known.push({ itemId, type: TYPES.get(type) ?? type, atMs: Number(seconds) * 1_000 });
      if (category !== '') categories.set(itemId, [category]);
      return null;
    },
    done() {
      const sorted = [...sessions.values()].map((of) => of.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0)));
      return { sessions: sorted.sort((a, b) => timeOf(a) - timeOf(b)), tests: [], categories, events: 0, leftOut: {} };
    },
  };
};
