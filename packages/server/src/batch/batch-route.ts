import type { AisleEvent, Batch, BatchAnswer, EventResult } from '@aisle/schema';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ServerMetrics } from '../operate/metrics.js';
import type { Limits, Sites } from '../server-options.js';
import type { AcceptStatus, EventStore, LetterStatus } from '../store/event-store.js';
import { storeFailed } from '../store/store-failed.js';
import { createAdmission } from './admission.js';
import { BATCH } from './body-kind.js';
import { installBodyParser, type ParsedBody } from './body-parser.js';
import { installCors } from './cors.js';
import { deadLetterOf, readableIdOf } from './dead-letter.js';
import { createEnvelopeCheck } from './envelope.js';
import { compileValidators, createEventCheck, mayHoldLargeEvent, type EventFault } from './event-check.js';
import { createWaitingRoom } from './waiting-room.js';

/** What the routes need that pages post to. */
export interface IngestRouteOptions {
  readonly sites: Sites;
  readonly store: EventStore;
  readonly limits: Limits;
  readonly metrics: ServerMetrics;
}

type Checked = { readonly event: AisleEvent } | { readonly refused: unknown; readonly fault: EventFault };

const notKept = storeFailed('the events could not be kept');

const withdrawnResult = (id: string | null): EventResult => ({ id, status: 'rejected', code: 'consent/withdrawn' });

const refusedResult = (refused: unknown, { code, field }: EventFault): EventResult => ({
  id: readableIdOf(refused) ?? null,
  status: 'rejected',
  code,
  ...(field && { field: field.toWellFormed() }),
});

/** What the store said, in the order of what it was given. */
interface Kept {
  readonly statuses: readonly AcceptStatus[];
  readonly letters: readonly LetterStatus[];
}

const nextOf = <Status>(statuses: Iterator<Status>): Status => {
  const { value, done } = statuses.next();
  return done ? notKept(new Error('the store answered less than it was given')) : value;
};

const resultsOf = (checked: readonly Checked[], { statuses, letters }: Kept): readonly EventResult[] => {
  const [kept, lettersKept] = [statuses.values(), letters.values()];
  return checked.map((each): EventResult => {
    if ('fault' in each) {
      const isWithdrawn = nextOf(lettersKept) === 'withdrawn';
      return isWithdrawn
        ? withdrawnResult(readableIdOf(each.refused) ?? null)
        : refusedResult(each.refused, each.fault);
    }
    const status = nextOf(kept);
    return status === 'withdrawn' ? withdrawnResult(each.event.id) : { id: each.event.id, status };
  });
};

/** `POST /v1/batch`: checks each event, keeps the good and the bad durably, and only then answers 202. */
export const batchRoute: FastifyPluginAsync<IngestRouteOptions> = async (app, { sites, store, limits, metrics }) => {
  const validators = compileValidators();
  const faultIn = createEventCheck(validators.event);
  const envelopeOf = createEnvelopeCheck<Batch>(BATCH, validators.batch);
  const admit = createAdmission({ sites, limits, kind: BATCH });
  const room = createWaitingRoom();

  const keep = async ({ site, sentAtMs, drops = {}, gpc = false }: Batch, checked: readonly Checked[]) => {
    const receivedAtMs = Date.now();
    const events = checked.flatMap((each) => ('event' in each ? [each.event] : []));
    const refused = checked.flatMap((each) =>
      'fault' in each ? [deadLetterOf(each.refused, { site, receivedAtMs, fault: each.fault })] : [],
    );
    // Handed in together, they share one commit.
    const [statuses, letters] = await Promise.all([
      store.accept({ site, sentAtMs, receivedAtMs, events, drops, gpc }),
      refused.length > 0 ? store.deadLetter(refused) : [],
    ]).catch(notKept);
    const results = resultsOf(checked, { statuses, letters });
    metrics.countBatch({ site, drops, results });
    return results;
  };

  const checkedIn = (events: readonly unknown[], bytes: number): readonly Checked[] => {
    const mayBeLarge = mayHoldLargeEvent(bytes);
    return events.map((event): Checked => {
      const fault = faultIn(event, mayBeLarge);
      return fault ? { refused: event, fault } : { event: event as AisleEvent };
    });
  };

  installBodyParser(app, BATCH, limits.maxUnpackedBytes);
  installCors(app, sites, BATCH.path);

  app.post(
    BATCH.path,
    { bodyLimit: limits.maxWireBytes, onRequest: async () => room.check() },
    async (request: FastifyRequest<{ Body: ParsedBody | undefined; Querystring: { site?: string } }>, reply) => {
      const { value, bytes } = request.body ?? { value: undefined, bytes: 0 };
      const batch = envelopeOf({ value, site: request.query.site });
      admit(batch.site, request.headers.origin);
      // The browser itself says it in the header, also for a page that does not.
      const gpc = batch.gpc === true || request.headers['sec-gpc'] === '1';
      const results = await room.hold(bytes, () => keep({ ...batch, gpc }, checkedIn(batch.events, bytes)));
      const answer: BatchAnswer = { results: [...results] };
      return reply.code(202).send(answer);
    },
  );
};
