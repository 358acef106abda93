import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createServer, openSqliteEventStore, type EventStore } from '@aisle/server';
import { expect, it, onTestFinished } from 'vitest';
import { createRetention } from '../../../../packages/server/src/operate/retention.js';
import { sampleEvent } from '../sample-event.js';
import { temporaryFolder } from '../temporary-folder.js';

const DAY_MS = 86_400_000;

const openStore = (): EventStore => {
  const store = openSqliteEventStore(join(temporaryFolder(), 'events.sqlite'));
  onTestFinished(() => store.close());
  return store;
};

const keepFrom = async (store: EventStore, daysAgo: number, site = 'demo') => {
  const receivedAtMs = Date.now() - daysAgo * DAY_MS;
  const events = Array.from({ length: 300 }, (_, number) => sampleEvent(`${site}-${daysAgo}-${number}`));
  await store.accept({ site, sentAtMs: 1, receivedAtMs, events });
};

const countOf = async (store: EventStore, site: string) => (await store.counts(site)).events;

it('B25: deletes at the start of a server what is older than each site keeps it, 760 days unless told', async () => {
  const store = openStore();
  for (const daysAgo of [761, 759, 31, 29]) {
    await keepFrom(store, daysAgo, 'demo');
    await keepFrom(store, daysAgo, 'short');
  }
  const sites = { demo: { origins: ['*'] }, short: { origins: ['*'], retentionDays: 30 } };
  const app = await createServer({ sites, store });
  onTestFinished(() => app.close());
  await app.ready();
  await expect.poll(() => countOf(store, 'short'), { timeout: 10_000 }).toBe(300);
  await expect.poll(() => countOf(store, 'demo'), { timeout: 10_000 }).toBe(900);
});

it('prunes again at each interval, and not after it was stopped', async () => {
  const store = openStore();
  const retention = createRetention({
    sites: new Map([['demo', { origins: ['*'], retentionDays: 30 }]]),
    store,
    onProblem: (cause) => expect.unreachable(String(cause)),
    everyMs: 20,
  });
  retention.start();
  await keepFrom(store, 31);
  await expect.poll(() => countOf(store, 'demo'), { timeout: 10_000 }).toBe(0);
  await retention.stop();
  await retention.stop();
  await keepFrom(store, 32);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await countOf(store, 'demo')).toBe(300);
});

it('takes batches in while it has much to prune', async () => {
  const store = openStore();
  for (let part = 0; part < 10; part += 1) await keepFrom(store, 40 + part);
  const retention = createRetention({
    sites: new Map([['demo', { origins: ['*'], retentionDays: 30 }]]),
    store,
    onProblem: (cause) => expect.unreachable(String(cause)),
  });
  retention.start();
  await store.accept({ site: 'demo', sentAtMs: 1, receivedAtMs: Date.now(), events: [sampleEvent('now')] });
  expect(await countOf(store, 'demo')).toBeGreaterThan(1000);
  await retention.stop();
});

it('tells of a store that fails, and goes on with the next site', async () => {
  const store = openStore();
  await store.close();
  const sites: string[] = [];
  const retention = createRetention({
    sites: new Map([
      ['a', { origins: ['*'] }],
      ['b', { origins: ['*'] }],
    ]),
    store,
    onProblem: (_cause, site) => void sites.push(site),
  });
  retention.start();
  await expect.poll(() => sites).toEqual(['a', 'b']);
  await retention.stop();
});

it('keeps no process alive', async () => {
  const loader = new URL('../register-sources.mjs', import.meta.url).href;
  const program = `
    const { createServer, openSqliteEventStore } = await import('@aisle/server');
    const store = openSqliteEventStore(${JSON.stringify(join(temporaryFolder(), 'events.sqlite'))});
    const app = await createServer({ sites: { demo: { origins: ['*'] } }, store });
    await app.ready();
    await store.erase('demo', ['visitor-1']);`;
  const flags = ['--conditions=source', '--import', loader, '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'ignore', 'inherit'], cwd: import.meta.dirname });
  onTestFinished(() => void child.kill('SIGKILL'));
  // Fails by running into the test's own time limit.
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}, 30_000);

it.each([0, -1, Number.NaN, '30'])('does not start when a site keeps events for %j days', async (retentionDays) => {
  const sites = { demo: { origins: ['*'], retentionDays: retentionDays as number } };
  await expect(createServer({ sites, store: openStore() })).rejects.toMatchObject({
    code: 'config/invalid',
    field: 'sites.demo.retentionDays',
    fix: expect.any(String),
  });
});
