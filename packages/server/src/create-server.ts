import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { batchRoute } from './batch/batch-route.js';
import { answerError, installErrorAnswers } from './error-answer.js';
import { createServerMetrics, type ServerMetrics } from './operate/metrics.js';
import { operateRoutes } from './operate/operate-routes.js';
import { createRetention } from './operate/retention.js';
import { type ModelSource, openModelFolder } from './model/model-folder.js';
import { modelRoute } from './model/model-route.js';
import { openPlaybook, openPlaybookFile, type PlaybookSource } from './playbook/playbook-file.js';
import { playbookRoute } from './playbook/playbook-route.js';
import type { ServerError } from './server-error.js';
import { checkedOptions, type ServerOptions, type Sites } from './server-options.js';
import type { EventStore } from './store/event-store.js';
import { subjectRoutes } from './subjects/subject-routes.js';
import { visitorRoute } from './visitor/visitor-route.js';
import { withdrawRoute } from './withdraw/withdraw-route.js';

/** A Fastify server: `listen`, `inject`, `close`. Closing answers what is under way first. */
export type AisleServer = FastifyInstance;

/** The pattern of the route, because an address can name a subject. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

// Fastify's own form of a request would log the client's address and the whole URL.
const SERIALIZERS = {
  req: (request: FastifyRequest) => ({ method: request.method, route: routeOf(request) }),
};

const loggerOf = (logger: boolean | 'warn'): NonNullable<FastifyServerOptions['logger']> => {
  if (logger === 'warn') return { serializers: SERIALIZERS, level: 'warn', stream: process.stderr };
  return logger && { serializers: SERIALIZERS };
};

/** A whole batch arrives in seconds; who takes longer holds a connection for nothing. */
const REQUEST_TIMEOUT_MS = 30_000;

type Models = ReadonlyMap<string, ModelSource>;

const openModels = async (sites: Sites, app: FastifyInstance): Promise<Models> => {
  const opened = [...sites].map(async ([site, { models }]) => {
    if (models === undefined) return [];
    const source = await openModelFolder(models, ({ code, message, fix }) =>
      app.log.error({ code, site, fix }, `${message}; the last good models are still served`),
    );
    return [[site, source] as const];
  });
  return new Map((await Promise.all(opened)).flat());
};

const openPlaybooks = async (
  sites: Sites,
  models: Models,
  app: FastifyInstance,
): Promise<ReadonlyMap<string, PlaybookSource>> => {
  const opened = [...sites].map(async ([site, { playbook, playbookPath }]) => {
    const source = models.get(site);
    const modelsNow = source && (async () => (await source.current()).references);
    if (playbookPath !== undefined) {
      const onProblem = ({ code, field, message }: ServerError): void =>
        app.log.error({ code, site, field }, `${message}; the last good playbook is still served`);
      return [[site, await openPlaybookFile(playbookPath, onProblem, modelsNow)] as const];
    }
    if (!playbook) return [];
    return [[site, await openPlaybook(playbook, `sites.${site}.playbook`, modelsNow)] as const];
  });
  return new Map((await Promise.all(opened)).flat());
};

const measureRequests = (app: FastifyInstance, metrics: ServerMetrics): void => {
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000;
    metrics.observeRequest({ method: request.method, route: routeOf(request), status: reply.statusCode, seconds });
  });
};

/** How long requests under way may take to end once the server is told to close. */
const CLOSE_GRACE_MS = 2_000;

/** A browser opens connections ahead of need: without a request they never count as idle, and would hold the end up. An upload that is half open does, too. */
const endConnectionsInTime = (app: FastifyInstance): void =>
  void app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), CLOSE_GRACE_MS).unref();
  });

const pruneWhileItRuns = (app: FastifyInstance, sites: Sites, store: EventStore): void => {
  const retention = createRetention({
    sites,
    store,
    onProblem: (cause, site) =>
      app.log.error({ err: cause, site }, 'old events could not be pruned; the next try is in an hour'),
  });
  app.addHook('onReady', async () => retention.start());
  app.addHook('onClose', async () => retention.stop());
};

/**
 * Makes the server of the given sites; nothing listens yet.
 *
 * @throws {ServerError} `config/invalid`, `playbook/invalid` or `models/invalid`, naming file, field and fix.
 */
export const createServer = async (options: ServerOptions): Promise<AisleServer> => {
  const { sites, limits } = checkedOptions(options);
  const { store, plugins = [], logger = false, token } = options;
  const app: FastifyInstance = Fastify({
    logger: loggerOf(logger),
    requestTimeout: REQUEST_TIMEOUT_MS,
    // What comes before the routes, such as an address that cannot be decoded.
    frameworkErrors: (fault, request, reply) => void answerError(fault, request, reply),
    // The store outlives the server, so what open connections still send is kept; Fastify's own 503 has no CORS headers.
    return503OnClosing: false,
  });
  const metrics = createServerMetrics();
  measureRequests(app, metrics);
  installErrorAnswers(app);
  endConnectionsInTime(app);
  pruneWhileItRuns(app, sites, store);
  const models = await openModels(sites, app);
  await app.register(playbookRoute, { playbooks: await openPlaybooks(sites, models, app) });
  await app.register(modelRoute, { models });
  await app.register(batchRoute, { sites, store, limits, metrics });
  await app.register(withdrawRoute, { sites, store, limits, metrics });
  await app.register(visitorRoute, { sites, store, limits, metrics });
  await app.register(subjectRoutes, { sites, store, metrics, token });
  await app.register(operateRoutes, { store, metrics });
  for (const plugin of plugins) app.register(plugin);
  await app.after();
  return app;
};
