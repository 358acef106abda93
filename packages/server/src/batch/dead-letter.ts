import type { DeadLetter } from '../store/event-store.js';
import type { EventFault } from './event-check.js';
import { MAX_DEPTH } from './unsafe-json.js';

/** A letter keeps so much of its event, in UTF-8. */
const MAX_BODY_BYTES = 64 * 1024;
const MAX_ID_LENGTH = 200;
const MAX_FIELD_LENGTH = 500;

/** A copy that `JSON.stringify` can walk without exhausting the stack. A null prototype keeps `__proto__` a plain key. */
const pruned = (value: unknown, depth: number): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.map((child) => pruned(child, depth + 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, child] of Object.entries(value)) copy[key] = pruned(child, depth + 1);
  return copy;
};

// Cutting inside a character must not leave half of it.
const cutText = (text: string): string => {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_BODY_BYTES) return text;
  return new TextDecoder().decode(bytes.subarray(0, MAX_BODY_BYTES - 4), { stream: true });
};

const ownText = (event: unknown, key: string): string | undefined => {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, key)) return undefined;
  const value: unknown = Reflect.get(event, key);
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_ID_LENGTH).toWellFormed() : undefined;
};

/** The id of a refused event, as far as it can be read. */
export const readableIdOf = (event: unknown): string | undefined => ownText(event, 'id');

/** Where and when an event was refused, and why. */
export interface Refusal {
  readonly site: string;
  readonly receivedAtMs: number;
  readonly fault: EventFault;
}

/** Writes a refused event as a letter of bounded length that names its subject, so that it can be erased with it. */
export const deadLetterOf = (event: unknown, { site, receivedAtMs, fault }: Refusal): DeadLetter => {
  const id = readableIdOf(event);
  const visitorId = ownText(event, 'visitorId');
  const sessionId = ownText(event, 'sessionId');
  return {
    site,
    receivedAtMs,
    code: fault.code,
    ...(fault.field && { field: fault.field.slice(0, MAX_FIELD_LENGTH).toWellFormed() }),
    reason: fault.reason,
    ...(id !== undefined && { id }),
    ...(visitorId !== undefined && { visitorId }),
    ...(sessionId !== undefined && { sessionId }),
    body: cutText(JSON.stringify(pruned(event, 1))),
  };
};
