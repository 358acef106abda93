import type { ErrorAnswer } from '@aisle/schema';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { namedSiteOf } from './batch/named-site.js';
import { ServerError } from './server-error.js';

const CODES: Readonly<Record<number, { code: string; fix?: string }>> = {
  413: { code: 'batch/too-large', fix: 'send fewer events in one batch' },
  415: { code: 'batch/content-type', fix: 'send JSON as application/json or text/plain, plain or gzip' },
};

const faultOf = (cause: FastifyError | ServerError): ServerError => {
  if (cause instanceof ServerError) return cause;
  const status = cause.statusCode ?? 500;
  if (status >= 500) return new ServerError({ code: 'server/failed', message: 'the server failed', cause });
  const { code = 'request/invalid', fix } = CODES[status] ?? {};
  return new ServerError({ code, fix, status, message: cause.message });
};

/** The body of every answer that is not 2xx. */
export const errorAnswerOf = ({ code, message, field, fix }: ServerError): ErrorAnswer => ({
  error: { code, message, ...(field !== undefined && { field }), ...(fix !== undefined && { fix }) },
});

// Other refusals are typing errors in an address; a refused batch is measurement that the shop loses.
const log = ({ code, status, cause, message }: ServerError, request: FastifyRequest): void => {
  if (status >= 500) request.log.error({ code, err: cause }, message);
  else if (request.routeOptions.url === '/v1/batch') {
    request.log.warn({ code, site: namedSiteOf(request) }, 'a batch was refused');
  }
};

/** Answers a fault in the one error form, and logs what an operator must know of. */
export const answerError = (
  cause: FastifyError | ServerError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const fault = faultOf(cause);
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
