import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { ServerError } from '../server-error.js';
import type { BodyKind } from './body-kind.js';
import { boundedDrops } from './drop-reasons.js';
import { fieldOf, reasonOf } from './event-check.js';

const invalid = ({ noun, form, fixes }: BodyKind, field: string, reason: string): ServerError => {
  const message = `${field || `the ${noun}`} ${reason}`;
  const fix = fixes.get(field.split(/[.[]/)[0] ?? '') ?? `send one JSON object: ${form}`;
  return new ServerError({ code: `${noun}/invalid`, status: 400, message, field, fix });
};

const invalidBy = (kind: BodyKind, error: ErrorObject | null | undefined): ServerError =>
  error ? invalid(kind, fieldOf(error), reasonOf(error)) : invalid(kind, '', 'is not valid');

const withSite = (kind: BodyKind, value: unknown, site: string | undefined): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (Object.hasOwn(value, '__proto__')) throw invalid(kind, '__proto__', 'is not allowed');
  if (site === undefined) return value;
  const own: unknown = Object.hasOwn(value, 'site') ? Reflect.get(value, 'site') : undefined;
  if (own !== undefined && own !== site) throw invalid(kind, 'site', 'differs from ?site=');
  return { ...value, site };
};

const withReadableDrops = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'drops')
    ? { ...value, drops: boundedDrops(Reflect.get(value, 'drops')) }
    : value;

/** A parsed body, and the site named in the query, if any; it must be the body's when both are given. */
export interface Unchecked {
  readonly value: unknown;
  readonly site: string | undefined;
}

/**
 * Makes the check of what is around the events, which are left as they came. Drops are made readable and never at fault.
 *
 * @throws {ServerError} `batch/invalid`, `visitor/invalid` or `withdrawal/invalid`, with the field and the fix.
 */
export const createEnvelopeCheck =
  <Envelope>(kind: BodyKind, validate: ValidateFunction) =>
  ({ value, site }: Unchecked): Envelope => {
    const envelope = withReadableDrops(withSite(kind, value, site));
    if (!validate(envelope)) throw invalidBy(kind, validate.errors?.[0]);
    return envelope as Envelope;
  };
