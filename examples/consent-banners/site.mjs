import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, openSqliteEventStore } from '@aisle/server';
import fastifyStatic from '@fastify/static';
import { rolldown } from 'rolldown';
import { banners } from './banners.mjs';
import { bannerPage, pathOf } from './templates/page.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);
const folderOf = (file) => dirname(require.resolve(file));

/** What is served as it is, the packages among it, by the address it begins with. */
const FOLDERS = {
  '/assets/': join(here, 'assets'),
  '/stand-ins/': join(here, 'stand-ins'),
  '/aisle/': dirname(fileURLToPath(import.meta.resolve('@aisle/browser'))),
  '/vendor/vanilla-cookieconsent/': folderOf('vanilla-cookieconsent'),
  '/vendor/klaro/': folderOf('klaro/dist/klaro-no-css.js'),
  '/vendor/tarteaucitronjs/': folderOf('tarteaucitronjs/tarteaucitron.js'),
  '/vendor/cookieconsent/': folderOf('cookieconsent/build/cookieconsent.min.js'),
  '/vendor/tcf-stub/': folderOf('@iabtechlabtcf/stub'),
  '/fonts/young-serif/': folderOf('@fontsource/young-serif/files/young-serif-latin-400-normal.woff2'),
  '/fonts/instrument-sans/': folderOf(
    '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  ),
};

// Not one request leaves this server. Some banners write style attributes; Aisle needs no such leave.
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** A shop's own script with the packages it imports, as one classic script. */
const bundleOf = async (input) => {
  const bundle = await rolldown({ input, platform: 'browser' });
  return (await bundle.generate({ format: 'iife' })).output[0].code;
};

const pageRoutes = async (app) => {
  const scripts = new Map();
  app.addHook('onSend', async (_request, reply) => void reply.header('content-security-policy', POLICY));
  app.get('/', (_request, reply) => reply.redirect(`/${banners[0].id}`));
  for (const banner of banners) {
    for (const order of ['first', 'second']) {
      app.get(pathOf(banner, order), (_request, reply) =>
        reply.type('text/html; charset=utf-8').send(bannerPage(banner, order)),
      );
    }
  }
  app.get('/banners/:file', async ({ params: { file } }, reply) => {
    const known = banners.some(({ scripts: used }) => used.includes(`/banners/${file}`));
    if (!known) return reply.callNotFound();
    if (!scripts.has(file)) scripts.set(file, bundleOf(join(here, 'banners', file)));
    return reply.type('text/javascript; charset=utf-8').send(await scripts.get(file));
  });
  for (const [prefix, root] of Object.entries(FOLDERS)) {
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: false,
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
  }
};

/**
 * Starts the pages with a real Aisle server beside them, on this machine only.
 *
 * @param {{ port?: number }} [options] Port 0, the default, is any free one.
 */
export const openBannerSite = async ({ port = 0 } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-banners-'));
  const store = openSqliteEventStore(join(folder, 'events.db'));
  const server = await createServer({ sites: { demo: { origins: ['*'] } }, store, plugins: [pageRoutes] });
  const url = await server.listen({ port, host: '127.0.0.1' });
  return {
    url,
    async close() {
      await server.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
};
