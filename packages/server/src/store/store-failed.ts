import { ServerError } from '../server-error.js';

/** What a browser should wait before it tries again while the store fails. */
const RETRY_S = 5;

/**
 * Makes the handler of a promise of the store that rejects.
 *
 * @param what - What could not be done, and to what: "the events could not be kept".
 * @throws {ServerError} `store/unavailable`, answered with 503.
 */
export const storeFailed =
  (what: string) =>
  (cause: unknown): never => {
    const retry = { status: 503, retryAfterS: RETRY_S, fix: 'send the same again later' };
    throw new ServerError({ code: 'store/unavailable', message: what, ...retry, cause });
  };
