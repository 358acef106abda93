import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';

// Beside `src` and `dist` alike, so that the page needs no copy step.
const FOLDER = new URL('../../page/', import.meta.url);

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

/** Nothing inline, nothing from elsewhere, no HTML made from strings. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** `GET /report`: the page and its files. They hold no data and need no token. */
export const reportPage: FastifyPluginAsync = async (app) => {
  for (const name of readdirSync(FOLDER)) {
    const type = TYPES.get(extname(name));
    if (type === undefined) continue;
    const content = readFileSync(new URL(name, FOLDER));
    const address = name === 'index.html' ? '/report' : `/report/${name}`;
    app.get(address, async (_request, reply) => reply.headers(HEADERS).type(type).send(content));
  }
  // Relative addresses of the page's files do not survive a slash at the end.
  app.get('/report/', async (_request, reply) => reply.redirect('../report', 308));
};
