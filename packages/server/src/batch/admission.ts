import { ServerError } from '../server-error.js';
import type { Limits, Sites } from '../server-options.js';
import type { BodyKind } from './body-kind.js';
import { originAllowed, refusedOrigin } from './cors.js';
import { createTokenBuckets } from './token-bucket.js';

/** Who may post what, and how often. */
export interface AdmissionOptions {
  readonly sites: Sites;
  readonly limits: Limits;
  readonly kind: BodyKind;
}

/** The refusal of a site that is not in the options. */
export const unknownSite = (site: string, status: number): ServerError => {
  const fix = `add sites.${site} to the server's options, or correct the key`;
  return new ServerError({
    code: 'site/unknown',
    status,
    message: `the site ${site} is not known here`,
    field: 'site',
    fix,
  });
};

/**
 * Makes the check of a site and of the origin of its page. Each kind has a rate of its own: a flood of batches holds no
 * withdrawal up.
 *
 * @throws {ServerError} `site/unknown`, `origin/refused` or `rate/limited`.
 */
export const createAdmission = ({ sites, limits, kind }: AdmissionOptions) => {
  const perSecond = limits.batchesPerSecond;
  const buckets = createTokenBuckets({ perSecond, burst: limits.batchBurst }, Date.now);
  return (site: string, origin: string | undefined): void => {
    const known = sites.get(site);
    if (!known) throw unknownSite(site, 403);
    if (origin !== undefined && !originAllowed(known.origins, origin)) throw refusedOrigin(site, origin);
    const retryAfterS = buckets.take(site);
    if (retryAfterS === 0) return;
    const message = `the site ${site} sends more than ${perSecond} requests a second to ${kind.path}`;
    throw new ServerError({ code: 'rate/limited', status: 429, message, retryAfterS, fix: 'wait, then send again' });
  };
};
