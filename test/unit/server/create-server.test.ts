import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
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

it('logs neither addresses nor bodies', async () => {
  const child = spawn(process.execPath, [
    '--conditions=source',
    '--import',
    new URL('./register-sources.mjs', import.meta.url).href,
    new URL('./served-until-killed.ts', import.meta.url).pathname,
    join(temporaryFolder(), 'events.sqlite'),
    'log',
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await expect.poll(() => /listening on (\S+)/.exec(output)?.[1], { timeout: 20_000 }).toBeTruthy();
  const url = /listening on (\S+)/.exec(output)?.[1];
  const body = JSON.stringify(sampleBatch([sampleEvent('a', { visitorId: 'visitor-secret' })]));
  const answer = await fetch(`${url}/v1/batch?site=demo&token=query-secret`, { method: 'POST', body });
  expect(answer.status).toBe(202);
  await expect.poll(() => output).toContain('"statusCode":202');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(output).toContain('"route":"/v1/batch"');
  expect(output).not.toMatch(/visitor-secret|query-secret|remoteAddress|a_______/);
});
