import type { ErrorAnswer } from '@aisle/schema';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BATCH, kindOf, WITHDRAWAL, type BodyKind } from './batch/body-kind.js';
import { namedSiteOf } from './batch/named-site.js';
import { ServerError } from './server-error.js';

const codeOf = (status: number, { noun, smaller }: BodyKind): { code: string; fix?: string } => {
  if (status === 413) return { code: `${noun}/too-large`, fix: smaller };
  if (status !== 415) return { code: 'request/invalid' };
  return { code: `${noun}/content-type`, fix: 'send JSON as application/json or text/plain, plain or gzip' };
};

const faultOf = (cause: FastifyError | ServerError, route: string | undefined): ServerError => {
  if (cause instanceof ServerError) return cause;
  const status = cause.statusCode ?? 500;
  if (status >= 500) return new ServerError({ code: 'server/failed', message: 'the server failed', cause });
  const { code, fix } = codeOf(status, kindOf(route));
  return new ServerError({ code, fix, status, message: cause.message });
};

/** The body of every answer that is not 2xx. */
export const errorAnswerOf = ({ code, message, field, fix }: ServerError): ErrorAnswer => ({
  error: { code, message, ...(field !== undefined && { field }), ...(fix !== undefined && { fix }) },
});

// Other refusals are typing errors in an address; a refused batch is measurement that the shop loses, and a refused
// withdrawal a shopper's right.
const log = ({ code, status, cause, message }: ServerError, request: FastifyRequest): void => {
  if (status >= 500) request.log.error({ code, err: cause }, message);
  else if ([BATCH.path, WITHDRAWAL.path].includes(request.routeOptions.url ?? '')) {
    request.log.warn({ code, site: namedSiteOf(request) }, `a ${kindOf(request.routeOptions.url).noun} was refused`);
  }
};

/** Answers a fault in the one error form, and logs what an operator must know of. */
export const answerError = (
  cause: FastifyError | ServerError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const fault = faultOf(cause, request.routeOptions.url);
  log(fault, request);
  if (fault.retryAfterS !== undefined) reply.header('retry-after', fault.retryAfterS);
  return reply.code(fault.status).send(errorAnswerOf(fault));
};

/** Gives faults and unknown routes of all plugins the one error form. */
export const installErrorAnswers = (app: FastifyInstance): void => {
  app.setErrorHandler<FastifyError | ServerError>(answerError);
  app.setNotFoundHandler((request, reply) => {
    const message = `there is no ${request.method} ${request.url.split('?')[0]}`;
    return answerError(new ServerError({ code: 'route/unknown', status: 404, message }), request, reply);
  });
};
