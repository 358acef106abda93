import type { SessionEvent } from '@aisle/trainer';
import type { LineReader } from './session-input.js';

/** How the first line of such a file begins. */
export const RECORDING_HEAD = /^SessionId\tItemId\tTime\tType(\t|$)/;

/** Events by the words of a recording. */
export const TYPES: ReadonlyMap<string, string> = new Map([
  ['view', 'view_item'],
  ['addtocart', 'add_to_cart'],
  ['transaction', 'purchase'],
]);

const problemOf = (session: string, itemId: string, seconds: string): string | null => {
  if (session === '') return 'SessionId: it is empty; expected SessionId, ItemId, Time and Type, separated by tabs';
  if (itemId === '') return 'ItemId: it is empty; expected SessionId, ItemId, Time and Type, separated by tabs';
  return /^\d+$/.test(seconds) ? null : `Time: expected whole seconds since 1970, not ${JSON.stringify(seconds)}`;
};

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
      const problem = problemOf(session, itemId, seconds);
      if (problem !== null) return problem;
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
