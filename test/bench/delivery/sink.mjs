import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

// One process that speaks every tracker's protocol far enough to be believed, and counts what arrives.

/** @typedef {'up' | 'refused' | 'unavailable'} SinkState `refused`: nobody listens. `unavailable`: it answers 503. */
/** @typedef {{ readonly mark: number, readonly id: unknown, readonly atMs: number }} Arrival */

const GZIP = 0x1f8b;

/** Trackers wrap JSON in gzip, in a form field, in base64; some say so, some do not. */
const jsonOf = (/** @type {Buffer} */ body) => {
  const plain = body.length > 2 && body.readUInt16BE(0) === GZIP ? gunzipSync(body) : body;
  const text = plain.toString();
  return JSON.parse(
    text.startsWith('data=') ? Buffer.from(decodeURIComponent(text.slice(5)), 'base64').toString() : text,
  );
};

const bodyOf = async (/** @type {import('node:http').IncomingMessage} */ request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};

/** A page of another address may read every answer, with credentials as some trackers want them. */
const allowAll = (
  /** @type {import('node:http').IncomingMessage} */ { headers },
  /** @type {import('node:http').ServerResponse} */ response,
) => {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*');
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '*');
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-max-age', '600');
};

const listen = (/** @type {import('node:http').Server} */ server, /** @type {number} */ port) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });

/**
 * Opens a sink on a port that stays the same however often it goes down.
 *
 * @param {import('./trackers.mjs').Tracker} tracker
 */
export const openSink = async (tracker) => {
  /** @type {SinkState} */
  let state = 'up';
  /** @type {Arrival[]} */
  const arrivals = [];
  const seen = new Set();
  const counts = { requests: 0, bytes: 0 };

  const isNew = (/** @type {import('./trackers.mjs').Carried} */ { id }) => !seen.has(id);

  const take = (/** @type {Buffer} */ body) => {
    const carried = tracker.carriedBy(jsonOf(body));
    const answer = tracker.answer?.(carried, isNew) ?? { status: 200, body: {} };
    for (const { mark, id } of carried) {
      seen.add(id);
      if (typeof mark === 'number') arrivals.push({ mark, id, atMs: Date.now() });
    }
    return answer;
  };

  const server = createServer(async (request, response) => {
    const { method, url = '/' } = request;
    allowAll(request, response);
    if (method === 'OPTIONS') return void response.writeHead(204).end();
    const isIngest = method === 'POST' && tracker.ingest.test(url);
    try {
      const body = await bodyOf(request);
      if (isIngest) {
        counts.requests += 1;
        counts.bytes += body.length;
      }
      if (state !== 'up') return void response.writeHead(503).end();
      const [, settings] = Object.entries(tracker.settings ?? {}).find(([path]) => url.startsWith(path)) ?? [];
      const answer = isIngest ? take(body) : { status: settings ? 200 : 404, body: settings ?? {} };
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    } catch (cause) {
      // The page died in the middle of its request, or it is a protocol that we do not speak: that has to be seen.
      if (!request.destroyed) console.error(`${method} ${url}:`, cause);
      response.destroy();
    }
  });
  await listen(server, 0);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });

  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    counts,
    async set(/** @type {SinkState} */ next) {
      if (next === 'refused' && server.listening) await stop();
      if (next !== 'refused' && !server.listening) await listen(server, port);
      state = next;
    },
    async close() {
      if (server.listening) await stop();
    },
  };
};

/** @typedef {Awaited<ReturnType<typeof openSink>>} Sink */
