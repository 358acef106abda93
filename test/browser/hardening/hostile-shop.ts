import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { readFile, readdir } from 'node:fs/promises';
import type { PublishedPlaybook } from '@aisle/engine';

const bundle = new URL('../../../packages/browser/dist/', import.meta.url);

/** A request as the server got it: every header that the browser really sent. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Route {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
  /** Instead of all the above. */
  readonly answer?: (request: SeenRequest, response: ServerResponse) => void;
}

export interface HostileShop {
  readonly url: string;
  /** The same server, another origin. */
  readonly otherUrl: string;
  readonly seen: readonly SeenRequest[];
  /** Puts a page, a script or an answer at a path; the newest counts. */
  serve(path: string, route: Route | string): void;
  close(): Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  // Larger batches are packed.
  return (body[0] === 0x1f ? gunzipSync(body) : body).toString();
};

/** Read at once: what is built again meanwhile belongs to another script. */
const readScripts = async (): Promise<ReadonlyMap<string, Buffer>> => {
  const names = (await readdir(bundle)).filter((name) => /^aisle[\w-]*\.js$/.test(name));
  return new Map(
    await Promise.all(names.map(async (name) => [`/${name}`, await readFile(new URL(name, bundle))] as const)),
  );
};

/** A server that answers exactly what a test wants, however wrong, and our scripts as they are built. */
export const openHostileShop = async (): Promise<HostileShop> => {
  const scripts = await readScripts();
  const seen: SeenRequest[] = [];
  const routes = new Map<string, Route>();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    const got = { method: request.method ?? '', path, headers: request.headers, body: await bodyOf(request) };
    seen.push(got);
    const route = routes.get(path);
    if (route?.answer) return route.answer(got, response);
    const script = route ? null : scripts.get(path);
    response.writeHead(route?.status ?? (route || script ? 200 : path.endsWith('.js') ? 404 : 204), {
      'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html',
      ...route?.headers,
    });
    response.end(route?.body ?? script ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    otherUrl: `http://localhost:${port}`,
    seen,
    serve: (path, route) => void routes.set(path, typeof route === 'string' ? { body: route, headers: {} } : route),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export interface HostilePage {
  readonly attributes?: string;
  /** Before the tag. */
  readonly head?: string;
  readonly body?: string;
}

/** A page with the script tag; nothing inline, so that any policy fits. */
export const hostilePage = ({
  attributes = 'data-consent="granted"',
  head = '',
  body = '',
}: HostilePage = {}): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${head}
<script src="/aisle.js" data-site="demo" data-traffic="shopper" ${attributes}></script></head><body><h1>Shop</h1>${body}</body></html>`;

/** What a server says that took every event. */
export const takeAll: Route = {
  answer({ body }, response) {
    const { events = [] } = JSON.parse(body || '{}') as { events?: { id: string }[] };
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ results: events.map(({ id }) => ({ id, status: 'accepted' })) }));
  },
};

/** An empty playbook as a device reads it; `parts` replace its own. */
export const publishedWith = (parts: object = {}): PublishedPlaybook =>
  ({
    v: 1,
    published: 2,
    version: 'test',
    accumulators: [],
    segments: [],
    stages: [],
    experiments: [],
    recommenders: [],
    slots: [],
    catalogue: [],
    zones: [],
    ...parts,
  }) as PublishedPlaybook;

/** A slot with one candidate that everybody gets. */
export const slotWith = (id: string, parts: object): object => ({
  id,
  budgetMs: 60_000,
  candidates: [
    {
      id: `${id}-all`,
      content: {},
      recommend: null,
      campaign: null,
      gates: [],
      arms: [],
      experiments: [],
      priority: 0,
      weight: 1,
      weighted: [],
      ...parts,
    },
  ],
});

/** A published experiment of two even arms. */
export const COIN = {
  id: 'x',
  version: 1,
  variations: ['a', 'b'],
  levels: [],
  ranges: [
    [0, 0.5],
    [0.5, 1],
  ],
  seed: 's',
  hashVersion: 2,
  namespace: null,
  when: [],
};
