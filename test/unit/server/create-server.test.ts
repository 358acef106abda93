import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { errorAnswerSchema, problemsOf } from '@aisle/schema';
import { createServer, openSqliteEventStore, type ServerOptions } from '@aisle/server';
import { expect, it, onTestFinished } from 'vitest';
import { openServer } from './open-server.js';
import { sampleBatch, sampleEvent } from './sample-event.js';
import { temporaryFolder } from './temporary-folder.js';

const openStore = () => {
  const store = openSqliteEventStore(join(temporaryFolder(), 'events.sqlite'));
  onTestFinished(() => store.close());
  return store;
};

it.each<[string, object, string]>([
  ['an origin with a path', { sites: { demo: { origins: ['https://shop.example/'] } } }, 'sites.demo.origins[0]'],
  ['an origin without a scheme', { sites: { demo: { origins: ['shop.example'] } } }, 'sites.demo.origins[0]'],
  ['no origin', { sites: { demo: { origins: [] } } }, 'sites.demo.origins'],
  ['a site without origins', { sites: { demo: {} } }, 'sites.demo.origins'],
  ['a site key in capitals', { sites: { Demo: { origins: ['*'] } } }, 'sites.Demo'],
  ['no sites', {}, 'sites'],
  ['no store', { sites: {}, store: undefined }, 'store'],
  ['a log level that it does not know', { sites: {}, logger: 'loud' }, 'logger'],
  ['a limit below zero', { sites: {}, limits: { maxWireBytes: -1 } }, 'limits.maxWireBytes'],
  [
    'two playbooks for one site',
    { sites: { demo: { origins: ['*'], playbookPath: 'a.json', playbook: { v: 1, version: 'a' } } } },
    'sites.demo',
  ],
])('does not start with %s, and names the field', async (_name, options, field) => {
  const given = { store: openStore(), ...options } as unknown as ServerOptions;
  const started = createServer(given);
  await expect(started).rejects.toMatchObject({ name: 'ServerError', code: 'config/invalid', field });
  await expect(started).rejects.toThrow('options of createServer');
});

it('does not start with a playbook in the options that is none', async () => {
  const sites = { demo: { origins: ['*'], playbook: { v: 1, version: '' } } } as unknown as ServerOptions['sites'];
  await expect(createServer({ sites, store: openStore() })).rejects.toThrow('sites.demo.playbook: version: ');
});

it('gives plugins the one error form', async () => {
  const { app } = await openServer({
    plugins: [
      async (plugin) => {
        plugin.get('/fails', async () => {
          throw new Error('a secret detail');
        });
      },
    ],
  });
  const response = await app.inject('/fails');
  expect(response.statusCode).toBe(500);
  expect(response.json()).toEqual({ error: { code: 'server/failed', message: 'the server failed' } });
});

it('lets two servers live in one process', async () => {
  const first = await openServer();
  const second = await openServer();
  await first.post(sampleBatch([sampleEvent('a')]));
  expect((await second.app.inject('/metrics')).body).not.toContain('result="accepted"');
});

const serveInProcess = async (logs: 'log' | 'warn') => {
  const child = spawn(process.execPath, [
    '--conditions=source',
    '--import',
    new URL('./register-sources.mjs', import.meta.url).href,
    new URL('./served-until-killed.ts', import.meta.url).pathname,
    join(temporaryFolder(), 'events.sqlite'),
    logs,
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  await expect.poll(() => /listening on (\S+)/.exec(said.stdout)?.[1], { timeout: 20_000 }).toBeTruthy();
  const url = /listening on (\S+)/.exec(said.stdout)?.[1];
  const post = (body: object, query = '', path = '/v1/batch') =>
    fetch(`${url}${path}${query}`, { method: 'POST', body: JSON.stringify(body) });
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { said, url, post, kill };
};

it('logs neither addresses nor bodies', async () => {
  const { said, url, post, kill } = await serveInProcess('log');
  const batch = sampleBatch([sampleEvent('a', { visitorId: 'visitor-secret' })]);
  expect((await post(batch, '?site=demo&token=query-secret')).status).toBe(202);
  const withdrawal = { v: 1, site: 'demo', ids: ['visitor-secret'] };
  expect((await post(withdrawal, '', '/v1/withdraw')).status).toBe(200);
  expect((await fetch(`${url}/v1/subjects/visitor-secret?site=demo`)).status).toBe(403);
  expect((await fetch(`${url}/v1/subjects/visitor-secret/more`)).status).toBe(404);
  await expect.poll(() => said.stdout).toContain('"statusCode":404');
  await kill();
  expect(said.stdout).toContain('"statusCode":202');
  for (const route of ['/v1/batch', '/v1/withdraw', '/v1/subjects/:id'])
    expect(said.stdout).toContain(`"route":"${route}"`);
  expect(said.stdout + said.stderr).not.toMatch(/visitor-secret|query-secret|remoteAddress|a_______/);
}, 30_000);

it('warns of refused batches by code and site, and of nothing personal', async () => {
  const { said, post, kill } = await serveInProcess('warn');
  expect((await post(sampleBatch([sampleEvent('a')]))).status).toBe(202);
  expect((await post(sampleBatch([{ visitorId: 'visitor-secret' }], { v: 9 }))).status).toBe(400);
  expect((await post(sampleBatch([], { site: 'mistyped' }), '?site=mistyped&token=query-secret')).status).toBe(403);
  expect((await post(sampleBatch([], { site: 'jane@mail.example' }))).status).toBe(400);
  expect((await post({ v: 1, site: 'demo', ids: ['visitor secret'] }, '', '/v1/withdraw')).status).toBe(400);
  await expect.poll(() => said.stderr.match(/\n/g)).toHaveLength(4);
  await kill();
  const lines = said.stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: 40, code: 'batch/invalid', site: 'demo', msg: 'a batch was refused' },
    { level: 40, code: 'site/unknown', site: 'mistyped' },
    { level: 40, code: 'batch/invalid' },
    { level: 40, code: 'withdrawal/invalid', site: 'demo', msg: 'a withdrawal was refused' },
  ]);
  expect(said.stderr).not.toMatch(/visitor.secret|query-secret|remoteAddress|jane/);
  expect(said.stdout).not.toContain('{');
}, 30_000);

it.each([
  ['an address that cannot be decoded', '/%zz', 400, 'request/invalid'],
  ['a site key without end', `/v1/sites/${'a'.repeat(500)}/playbook.json`, 414, 'request/invalid'],
  ['an unknown address', '/nowhere', 404, 'route/unknown'],
])('answers %s in the one error form', async (_name, url, status, code) => {
  const { app } = await openServer();
  const response = await app.inject(url);
  expect(response.statusCode).toBe(status);
  expect(problemsOf(errorAnswerSchema, response.json())).toEqual([]);
  expect(response.json().error.code).toBe(code);
});
