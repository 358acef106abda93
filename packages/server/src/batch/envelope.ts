import type { Batch } from '@aisle/schema';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { ServerError } from '../server-error.js';
import { boundedDrops } from './drop-reasons.js';
import { fieldOf, reasonOf, type compileValidators } from './event-check.js';

// A map, because the field comes from the input: an object would find `__proto__`.
const FIXES: ReadonlyMap<string, string> = new Map([
  ['v', 'send v: 1'],
  ['site', "send the site's public key, as the field site or as ?site="],
  ['sentAtMs', 'send the time of sending in ms since 1970'],
  ['events', 'send an array of at most 1000 events'],
]);

const invalid = (field: string, reason: string): ServerError => {
  const message = `${field || 'the batch'} ${reason}`;
  const fix = FIXES.get(field.split('.')[0] ?? '') ?? 'send one JSON object: {v, site, sentAtMs, events}';
  return new ServerError({ code: 'batch/invalid', status: 400, message, field, fix });
};

const invalidBy = (error: ErrorObject | undefined): ServerError =>
  error ? invalid(fieldOf(error), reasonOf(error)) : invalid('', 'is not valid');

const withSite = (value: unknown, site: string | undefined): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (Object.hasOwn(value, '__proto__')) throw invalid('__proto__', 'is not allowed');
  if (site === undefined) return value;
  const own: unknown = Object.hasOwn(value, 'site') ? Reflect.get(value, 'site') : undefined;
  if (own !== undefined && own !== site) throw invalid('site', 'differs from ?site=');
  return { ...value, site };
};

const withReadableDrops = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'drops')
    ? { ...value, drops: boundedDrops(Reflect.get(value, 'drops')) }
    : value;

/**
 * Checks what is around the events, and leaves the events as they came. Drops are made readable and never at fault.
 *
 * @param site - The site named in the query, if any; must be the body's when both are given.
 * @throws {ServerError} `batch/invalid` with the field and the fix.
 */
export const envelopeOf = (
  value: unknown,
  site: string | undefined,
  validate: ReturnType<typeof compileValidators>['batch'],
): Batch => {
  const envelope = withReadableDrops(withSite(value, site));
  if (!validate(envelope)) throw invalidBy(validate.errors?.[0]);
  return envelope as Batch;
};
