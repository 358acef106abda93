import { problemsOf } from '@aisle/schema';
import * as z from 'zod/mini';
import type { Traffic } from '../summary/scope.js';

/** What the address asks for. */
export interface SummaryQuery {
  readonly site: string;
  readonly hours: number;
  readonly traffic: Traffic;
}

/** What is wrong with an address. */
export interface QueryFault {
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

const DEFAULT_HOURS = 24;
const MAX_HOURS = 24 * 366;

const FIXES: ReadonlyMap<string, string> = new Map([
  ['site', 'add ?site= with the public key of a shop'],
  ['hours', `give a number of hours up to ${MAX_HOURS}, such as hours=24`],
  ['traffic', 'give traffic=shopper, traffic=replay or traffic=all'],
]);

const querySchema = z.looseObject({
  site: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  hours: z.number().check(z.gt(0), z.lte(MAX_HOURS)),
  traffic: z.enum(['shopper', 'replay', 'all']),
});

/** Reads an address's query, or says what is wrong with it. */
export const summaryQueryOf = (query: Readonly<Record<string, unknown>>): SummaryQuery | QueryFault => {
  const { site, traffic = 'shopper', hours = DEFAULT_HOURS } = query;
  const read = { site, traffic, hours: hours === '' ? Number.NaN : Number(hours) };
  const [problem] = problemsOf(querySchema, read);
  if (problem) return { ...problem, fix: FIXES.get(problem.field) ?? '' };
  return z.parse(querySchema, read);
};
