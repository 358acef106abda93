import type { Withdrawal, WithdrawalAnswer } from '@aisle/schema';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { createAdmission } from '../batch/admission.js';
import type { IngestRouteOptions } from '../batch/batch-route.js';
import { WITHDRAWAL } from '../batch/body-kind.js';
import { installBodyParser, type ParsedBody } from '../batch/body-parser.js';
import { installCors } from '../batch/cors.js';
import { createEnvelopeCheck } from '../batch/envelope.js';
import { compileValidators } from '../batch/event-check.js';
import { storeFailed } from '../store/store-failed.js';

const notErased = storeFailed('the withdrawal could not be carried out');

/** `POST /v1/withdraw`: erases what is held of the ids and refuses what comes of them later; 200 after the durable commit. */
export const withdrawRoute: FastifyPluginAsync<IngestRouteOptions> = async (app, { sites, store, limits, metrics }) => {
  const withdrawalOf = createEnvelopeCheck<Withdrawal>(WITHDRAWAL, compileValidators().withdrawal);
  const admit = createAdmission({ sites, limits, kind: WITHDRAWAL });

  installBodyParser(app, WITHDRAWAL, limits.maxUnpackedBytes);
  installCors(app, sites, WITHDRAWAL.path);

  app.post(
    WITHDRAWAL.path,
    { bodyLimit: limits.maxWireBytes },
    async (request: FastifyRequest<{ Body: ParsedBody | undefined; Querystring: { site?: string } }>, reply) => {
      const { site, ids } = withdrawalOf({ value: request.body?.value, site: request.query.site });
      admit(site, request.headers.origin);
      const answer: WithdrawalAnswer = { erased: await store.erase(site, [...new Set(ids)]).catch(notErased) };
      metrics.countErasure(site, answer.erased);
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );
};
