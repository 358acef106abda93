import { type AisleEvent, eventSchema, problemsOf } from '@aisle/schema';
import { type CollectorPart, createSessionCollector, type SessionCollector } from '@aisle/trainer';
import type { LineReader, SessionInput } from './session-input.js';

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch (cause) {
    return cause;
  }
};

const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value !== '' && value.length <= most;

const isItem = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && isText(Reflect.get(item, 'item_id'), 200);

const isParams = (params: unknown): boolean => {
  if (typeof params !== 'object' || params === null) return false;
  const items: unknown = Reflect.get(params, 'items');
  return items === undefined || (Array.isArray(items) && items.every(isItem));
};

/** Whether all that is learned from is there: a third of the time that the whole form takes, over millions of lines. */
const isReadable = (event: unknown): boolean => {
  if (typeof event !== 'object' || event === null) return false;
  const { v, id, name, atMs, seq, sessionId, params, consent } = event as Record<string, unknown>;
  const texts = isText(id, 64) && isText(name, 64) && isText(sessionId, 64);
  const numbers = Number(v) >= 1 && Number(atMs) >= 0 && Number.isInteger(seq) && Number(seq) >= 0;
  const purposes: unknown = Object(consent)['purposes'];
  return texts && numbers && typeof atMs === 'number' && Array.isArray(purposes) && isParams(params);
};

/** Gives what a collector has gathered. */
export const collected = (collector: SessionCollector): SessionInput => ({
  sessions: collector.sessions(),
  tests: [],
  categories: collector.categories(),
  ...collector.counts(),
});

/** Reads events as they are on the wire, one JSON object a line. */
export const createEventLines = (): LineReader => {
  const collector = createSessionCollector();
  return {
    add(line) {
      const event = parsed(line);
      if (event instanceof Error) return `is not JSON: ${event.message}`;
      const [problem] = isReadable(event) ? [] : problemsOf(eventSchema, event);
      if (problem) return `${problem.field || 'it'}: ${problem.message}`;
      collector.add(event as AisleEvent);
      return null;
    },
    done: () => collected(collector),
    parts: { take: collector.takePart, put: (part) => collector.putPart(part as CollectorPart) },
  };
};
