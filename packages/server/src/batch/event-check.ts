import { jsonSchemas, type AisleEvent } from '@aisle/schema';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { unsafeJsonIn } from './unsafe-json.js';

/** Why an event was refused. */
export interface EventFault {
  readonly code: string;
  /** JSON path inside the event; empty for the whole. */
  readonly field: string;
  readonly reason: string;
}

/** More than 200 items with every GA4 field at a usual length. */
const MAX_EVENT_BYTES = 256 * 1024;

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

const withPart = (path: string, part: string): string => {
  if (/^\d+$/.test(part)) return `${path}[${part}]`;
  return path ? `${path}.${part}` : part;
};

/** Writes Ajv's place of a fault as the JSON path that all our answers use. */
export const fieldOf = ({ instancePath, params }: ErrorObject): string => {
  const parts = instancePath.split('/').slice(1).map(unescaped);
  const missing: unknown = params['missingProperty'];
  return [...parts, ...(typeof missing === 'string' ? [missing] : [])].reduce(withPart, '');
};

/** Says in a few words what Ajv expected. */
export const reasonOf = ({ keyword, message = 'is not valid', params }: ErrorObject): string => {
  if (keyword === 'required') return 'is missing';
  const allowed: unknown = params['allowedValues'] ?? params['allowedValue'];
  return allowed === undefined ? message : `${message}: ${JSON.stringify(allowed)}`;
};

const compileAll = () => {
  const ajv = new Ajv2020({ removeAdditional: false, useDefaults: false, coerceTypes: false });
  const { batch, event, visitor, visitorEnd, withdrawal } = jsonSchemas();
  return {
    batch: ajv.compile(batch),
    event: ajv.compile<AisleEvent>(event),
    visitor: ajv.compile(visitor),
    visitorEnd: ajv.compile(visitorEnd),
    withdrawal: ajv.compile(withdrawal),
  };
};
let compiled: ReturnType<typeof compileAll> | undefined;

/** The validators of what pages send, compiled once in a process. They strip nothing, coerce nothing and set no defaults. */
export const compileValidators = () => (compiled ??= compileAll());

/**
 * Makes the check that each event of a batch goes through.
 *
 * @returns A function that answers why an event is refused, or undefined when it may be kept as an `AisleEvent`.
 *   `mayBeLarge` is false when the whole batch is smaller than one event may be.
 */
export const createEventCheck =
  (validate: ReturnType<typeof compileValidators>['event']) =>
  (event: unknown, mayBeLarge: boolean): EventFault | undefined => {
    const unsafe = unsafeJsonIn(event);
    if (unsafe) return unsafe;
    if (!validate(event)) {
      const [error] = validate.errors ?? [];
      return error
        ? { code: 'event/invalid', field: fieldOf(error), reason: reasonOf(error) }
        : { code: 'event/invalid', field: '', reason: 'is not an event' };
    }
    if (mayBeLarge && Buffer.byteLength(JSON.stringify(event)) > MAX_EVENT_BYTES) {
      return { code: 'event/too-large', field: '', reason: `is larger than ${MAX_EVENT_BYTES} bytes` };
    }
    return undefined;
  };

/** Whether a batch of so many bytes can hold an event above the limit of one event. */
export const mayHoldLargeEvent = (batchBytes: number): boolean => batchBytes > MAX_EVENT_BYTES;
