import type { AisleEvent, Batch, BatchAnswer, EventResult } from '@aisle/schema';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ServerMetrics } from '../operate/metrics.js';
import { ServerError } from '../server-error.js';
import type { Limits, Sites } from '../server-options.js';
import type { AcceptStatus, EventStore } from '../store/event-store.js';
import { createBatchParser, type BatchBody } from './batch-body.js';
import { installCors, originAllowed, refusedOrigin } from './cors.js';
import { deadLetterOf, readableIdOf } from './dead-letter.js';
import { envelopeOf } from './envelope.js';
import { compileValidators, createEventCheck, mayHoldLargeEvent, type EventFault } from './event-check.js';
import { createTokenBuckets } from './token-bucket.js';

/** What the ingest route needs. */
export interface BatchRouteOptions {
  readonly sites: Sites;
  readonly store: EventStore;
  readonly limits: Limits;
  readonly metrics: ServerMetrics;
}

type Checked = { readonly event: AisleEvent } | { readonly refused: unknown; readonly fault: EventFault };

/** What a browser should wait before it tries again while the store fails. */
const STORE_RETRY_S = 5;

const storeFailed = (cause: unknown): never => {
  const message = 'the events could not be kept';
  const retry = { status: 503, retryAfterS: STORE_RETRY_S, fix: 'send the batch again later' };
  throw new ServerError({ code: 'store/unavailable', message, ...retry, cause });
};

const refusedResult = (refused: unknown, { code, field }: EventFault): EventResult => ({
  id: readableIdOf(refused) ?? null,
  status: 'rejected',
  code,
  ...(field && { field: field.toWellFormed() }),
});

const resultsOf = (checked: readonly Checked[], statuses: readonly AcceptStatus[]): readonly EventResult[] => {
  const kept = statuses.values();
  return checked.map((each): EventResult => {
    if ('fault' in each) return refusedResult(each.refused, each.fault);
    const status = kept.next().value;
    if (status === undefined) return storeFailed(new Error('the store answered fewer events than it was given'));
    return { id: each.event.id, status };
  });
};

/** `POST /v1/batch`: checks each event, keeps the good and the bad durably, and only then answers 202. */
export const batchRoute: FastifyPluginAsync<BatchRouteOptions> = async (app, { sites, store, limits, metrics }) => {
  const validators = compileValidators();
  const faultIn = createEventCheck(validators.event);
  const buckets = createTokenBuckets({ perSecond: limits.batchesPerSecond, burst: limits.batchBurst }, Date.now);

  const admit = (site: string, origin: string | undefined): void => {
    const known = sites.get(site);
    if (!known) {
      const fix = `add sites.${site} to the server's options, or correct the key in the page`;
      const message = `the site ${site} is not known here`;
      throw new ServerError({ code: 'site/unknown', status: 403, message, field: 'site', fix });
    }
    if (origin !== undefined && !originAllowed(known.origins, origin)) throw refusedOrigin(site, origin);
    const retryAfterS = buckets.take(site);
    if (retryAfterS > 0) {
      const message = `the site ${site} sends more than ${limits.batchesPerSecond} batches a second`;
      throw new ServerError({ code: 'rate/limited', status: 429, message, retryAfterS, fix: 'wait, then send again' });
    }
  };

  const keep = async ({ site, sentAtMs, drops = {} }: Batch, checked: readonly Checked[]) => {
    const receivedAtMs = Date.now();
    const events = checked.flatMap((each) => ('event' in each ? [each.event] : []));
    const letters = checked.flatMap((each) =>
      'fault' in each ? [deadLetterOf(each.refused, { site, receivedAtMs, fault: each.fault })] : [],
    );
    const batch = { site, sentAtMs, receivedAtMs, events, drops };
    // Handed in together, they share one commit.
    const [statuses] = await Promise.all([
      store.accept(batch),
      letters.length > 0 ? store.deadLetter(letters) : undefined,
    ]).catch(storeFailed);
    metrics.countBatch(batch, statuses, letters);
    return resultsOf(checked, statuses);
  };

  const parser = createBatchParser(limits.maxUnpackedBytes);
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser(['application/json', 'text/plain'], { parseAs: 'buffer' }, parser);
  installCors(app, sites);

  app.post(
    '/v1/batch',
    { bodyLimit: limits.maxWireBytes },
    async (request: FastifyRequest<{ Body: BatchBody | undefined; Querystring: { site?: string } }>, reply) => {
      const { value, bytes } = request.body ?? { value: undefined, bytes: 0 };
      const batch = envelopeOf(value, request.query.site, validators.batch);
      admit(batch.site, request.headers.origin);
      const mayBeLarge = mayHoldLargeEvent(bytes);
      const checked = batch.events.map((event): Checked => {
        const fault = faultIn(event, mayBeLarge);
        return fault ? { refused: event, fault } : { event: event as AisleEvent };
      });
      const answer: BatchAnswer = { results: [...(await keep(batch, checked))] };
      return reply.code(202).send(answer);
    },
  );
};
