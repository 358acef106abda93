import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { createRecommender, createShardedRecommender, readPropensity } from '@aisle/engine';
import {
  modelManifestSchema,
  type ModelReference,
  modelReferenceSchema,
  popularitySchema,
  problemsOf,
} from '@aisle/schema';
import { openSqliteEventStore } from '@aisle/server';
import { expect, it } from 'vitest';
import { runInTerminal } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';
import { boughtEvents, soldItems } from './bought-events.js';

const lines = (events: readonly unknown[]) => events.map((event) => JSON.stringify(event)).join('\n');

const trainIn = async (folder: string, ...options: string[]) => {
  const [file, out] = [join(folder, 'events.ndjson'), join(folder, 'models')];
  const running = runInTerminal(['train', file, '--out', out, ...options]);
  return { out, code: await running.code, said: running.said() };
};

const trainOn = async (events: readonly unknown[], ...options: string[]) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'events.ndjson'), lines(events));
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(soldItems));
  const given = options.map((option) => (option === 'CATALOGUE' ? join(folder, 'catalogue.json') : option));
  return { folder, ...(await trainIn(folder, ...given)) };
};

const listIn = (out: string): ModelReference[] => JSON.parse(readFileSync(join(out, 'models.json'), 'utf8'));
const bytesOf = (out: string, kind: string): Uint8Array => {
  const reference = listIn(out).find((model) => model.kind === kind);
  return new Uint8Array(readFileSync(join(out, '..', reference?.url ?? 'missing')));
};
const textOf = (out: string, kind: string) => new TextDecoder().decode(bytesOf(out, kind));

/** Every file below a folder with the hash of its content. */
const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => statSync(join(folder, name)).isFile())
      .toSorted()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );

it('writes a set of models, each with its manifest, and the list that a playbook takes in', async () => {
  const { out, code } = await trainOn(boughtEvents(200), '--catalogue', 'CATALOGUE', '--propensity', 'buy');
  expect(code).toBe(0);
  const list = listIn(out);
  expect(list.map(({ kind }) => kind)).toEqual(['neighbours', 'together', 'similar', 'popularity', 'propensity']);
  for (const reference of list) {
    expect(problemsOf(modelReferenceSchema, reference)).toEqual([]);
    const bytes = readFileSync(join(out, '..', reference.url));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(reference.hash);
    expect(bytes.length).toBe(reference.bytes);
  }
  const names = ['neighbours', 'together', 'similar', 'popularity', 'propensity-buy'];
  for (const name of names) {
    const manifest = JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8'));
    expect(problemsOf(modelManifestSchema, manifest), name).toEqual([]);
    expect(manifest.metrics, name).not.toBeNull();
    expect(manifest.file).toContain(manifest.version);
  }
  const files = list.map(({ url }) => url.replace('models/', ''));
  expect(readdirSync(out).toSorted()).toEqual(
    [...files, ...names.map((name) => `${name}.json`), 'models.json'].toSorted(),
  );
});

it('learns what is bought together from orders, what is alike from the catalogue, and who buys', async () => {
  const { out } = await trainOn(boughtEvents(200), '--catalogue', 'CATALOGUE', '--propensity', 'buy');
  const together = createRecommender(bytesOf(out, 'together'));
  expect(together.suggest(['pan'], { excludeSeen: true })).toEqual([{ itemId: 'lid', because: 'pan' }]);
  const similar = createRecommender(bytesOf(out, 'similar'));
  expect(similar.recommend(['knife'], { limit: 1, excludeSeen: true })).toEqual(['stone']);
  expect(readPropensity(textOf(out, 'propensity')).refused).toBeNull();
});

it('ranks what is popular by category and by country', async () => {
  const { out } = await trainOn(boughtEvents(200));
  const popularity = JSON.parse(textOf(out, 'popularity'));
  expect(problemsOf(popularitySchema, popularity)).toEqual([]);
  expect(Object.keys(popularity.popular.category).toSorted()).toEqual(['knives', 'pans', 'tea']);
  expect(popularity.popular.category.tea.toSorted()).toEqual(['pot', 'strainer']);
  expect(Object.keys(popularity.popular.region).toSorted()).toEqual(['DE', 'FR']);
});

it('lets the catalogue say what an item is', async () => {
  const events = boughtEvents(60).map((event) => ({
    ...event,
    params: { ...event.params, items: event.params.items?.map((item) => ({ ...item, item_category: 'all' })) },
  }));
  const { out } = await trainOn(events, '--catalogue', 'CATALOGUE');
  expect(Object.keys(JSON.parse(textOf(out, 'popularity')).popular.category).toSorted()).toEqual([
    ...['knives', 'pans', 'tea'],
  ]);
});

it('names the folder as the page finds it', async () => {
  const { out } = await trainOn(boughtEvents(30), '--base', 'https://cdn.example/m');
  for (const { url } of listIn(out)) expect(url).toMatch(/^https:\/\/cdn\.example\/m\/[a-z]+-[\da-f]{16}\.(bin|json)$/);
});

it('keeps the models of the training before, and removes older ones and nothing else', async () => {
  const { folder, out } = await trainOn(boughtEvents(30));
  writeFileSync(join(out, 'neighbours-notes.txt'), 'the shop wrote this');
  const trained = [listIn(out)];
  for (const sessions of [60, 90]) {
    writeFileSync(join(folder, 'events.ndjson'), lines(boughtEvents(sessions)));
    await trainIn(folder, ...(sessions === 90 ? ['--shards', '2'] : []));
    trained.push(listIn(out));
  }
  // The ranking of so few items may be the same again.
  const isThere = (list: readonly ModelReference[]) =>
    list
      .filter(({ kind }) => kind !== 'popularity')
      .map(({ url }) => existsSync(join(out, url.replace('models/', ''))));
  expect(trained.map(isThere)).toEqual([
    [false, false],
    [true, true],
    [true, true],
  ]);
  expect(existsSync(join(out, 'neighbours-notes.txt'))).toBe(true);
});

it('learns the same propensity from the database as from a file, which may have events twice', async () => {
  const events = boughtEvents(200);
  const { out } = await trainOn([...events, ...events.slice(-50)], '--propensity', 'buy');
  const folder = temporaryFolder();
  const store = openSqliteEventStore(join(folder, 'aisle.db'));
  const nowMs = Date.now();
  await store.accept({ site: 'shop', sentAtMs: nowMs, receivedAtMs: nowMs, events: events.toReversed() });
  await store.close();
  const stored = runInTerminal([
    'train',
    join(folder, 'aisle.db'),
    '--out',
    join(folder, 'models'),
    '--propensity',
    'buy',
  ]);
  expect(await stored.code).toBe(0);
  expect(textOf(join(folder, 'models'), 'propensity')).toBe(textOf(out, 'propensity'));
});

it('learns the same propensity from a recording as from the events that it tells of', async () => {
  const events = boughtEvents(200).map((event) => ({
    ...event,
    params: {
      items: (event.params.items ?? []).map(({ item_id, item_category }) => ({ item_id, item_category })),
    },
  }));
  const rows = events.flatMap(({ sessionId, visitorId, name, atMs, params: { items } }) =>
    items.map(({ item_id: id, item_category: category }) =>
      [sessionId, id, atMs / 1_000, name, category, visitorId].join('\t'),
    ),
  );
  const folder = temporaryFolder();
  // The last first: a recording is read by time.
  const recording = ['SessionId\tItemId\tTime\tType\tCatId\tUserId', ...rows.toReversed()].join('\n');
  writeFileSync(join(folder, 'events.ndjson'), recording);
  const fromRecording = await trainIn(folder, '--propensity', 'buy');
  expect(fromRecording.code).toBe(0);
  const { out } = await trainOn(events, '--propensity', 'buy');
  expect(textOf(fromRecording.out, 'propensity')).toBe(textOf(out, 'propensity'));
});

it('says that sequences cannot tell who buys', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'events.ndjson'), Array.from({ length: 9 }, () => 'T\ta b').join('\n'));
  const { code, said } = await trainIn(folder, '--propensity', 'buy');
  expect([code, said]).toEqual([1, expect.stringContaining('sequences tell neither when nor what was bought')]);
});

it('writes the others when one cannot be learned, says so and ends with 1', async () => {
  const { out, code, said } = await trainOn(boughtEvents(20), '--propensity', 'buy,churn');
  expect([code, said]).toEqual([1, expect.stringMatching(/propensity-buy is not written: buy: \d+ of \d+ moments/)]);
  expect(listIn(out).map(({ kind }) => kind)).toEqual(['neighbours', 'together', 'popularity']);
});

it('is not emptied, or made to say what is not so, by one event of a clock that is thousands of years ahead', async () => {
  const last = boughtEvents(200).at(-1);
  const wrong = { ...last, id: 'wrong', sessionId: 'wrong', visitorId: 'wrong', seq: 0, atMs: 8.64e15 };
  const { out, code } = await trainOn([...boughtEvents(200), wrong]);
  expect(code).toBe(0);
  const { suggest } = createRecommender(bytesOf(out, 'neighbours'));
  expect(suggest(['pan'], { excludeSeen: true })[0]).toEqual({ itemId: 'lid', because: 'pan' });
  expect(JSON.parse(textOf(out, 'popularity')).popular.all).toHaveLength(6);
});

it('writes no model that would be empty, says which and what to do, and ends with 1', async () => {
  const { out, code, said } = await trainOn(boughtEvents(3));
  expect(code).toBe(1);
  expect(said).toMatch(/neighbours is not written: no two items were seen in 2 sessions: .* Fix: /);
  expect(said).toMatch(/popularity is not written: no item was seen in 2 sessions: .* Fix: /);
  expect(said).toContain('together: not written, no two items were bought together in 2 sessions.');
  expect(listIn(out)).toEqual([]);
});

it('says that nothing was bought together', async () => {
  const views = boughtEvents(30).filter(({ name }) => name === 'view_item');
  const { out, code, said } = await trainOn(views);
  expect([code, said]).toEqual([0, expect.stringContaining('together: not written')]);
  expect(listIn(out).map(({ kind }) => kind)).toEqual(['neighbours', 'popularity']);
});

it('spreads a large catalogue over files that answer as one', async () => {
  const { out } = await trainOn(boughtEvents(120), '--shards', '3');
  const [reference] = listIn(out);
  const folder = join(out, '..', reference?.url ?? 'missing');
  expect(reference).toMatchObject({ kind: 'neighbours', shards: 3 });
  const manifest = readFileSync(join(folder, 'manifest.json'));
  expect(createHash('sha256').update(manifest).digest('hex')).toBe(reference?.hash);
  const sharded = createShardedRecommender(JSON.parse(manifest.toString()));
  for (const shard of sharded.missing(['pan', 'pot']))
    sharded.put(shard, new Uint8Array(readFileSync(join(folder, `${shard}.bin`))));
  const whole = await trainOn(boughtEvents(120));
  const answer = createRecommender(bytesOf(whole.out, 'neighbours')).suggest(['pan', 'pot']);
  expect(sharded.suggest(['pan', 'pot'])).toEqual(answer);
});

it('refuses shards with hashes for names', async () => {
  const { code, said } = await trainOn(boughtEvents(10), '--shards', '--names', 'hashes');
  expect([code, said]).toEqual([1, expect.stringContaining('Leave --names out')]);
});

it.each<[string, string, RegExp]>([
  ['no items', '[]', /has no items/],
  ['an item without an id', '[{"item_name":"x"}]', /item 1: item_id: /],
  ['a broken line', '{"item_id":"a"}\n{"item_id"', /item 2 is not JSON/],
])('refuses a catalogue with %s', async (_, content, message) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'events.ndjson'), lines(boughtEvents(10)));
  writeFileSync(join(folder, 'items.json'), content);
  const { code, said } = await trainIn(folder, '--catalogue', join(folder, 'items.json'));
  expect([code, said]).toEqual([1, expect.stringMatching(message)]);
});

const commandOf = (folder: string): string[] => [
  ...['--conditions=source', '--import', fileURLToPath(new URL('../../server/register-sources.mjs', import.meta.url))],
  fileURLToPath(new URL('run-train.ts', import.meta.url)),
  ...['train', join(folder, 'events.ndjson'), '--out', join(folder, 'models')],
];

/** Trains in a process of its own and kills it when `isTime` says so. */
const killedTraining = async (folder: string, isTime: () => boolean): Promise<void> => {
  const child = spawn(process.execPath, commandOf(folder), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (child.exitCode === null && !isTime()) await wait(2);
  child.kill('SIGKILL');
  await ended;
};

/** Trains on a file, kills that when it is time, and goes on; the model's age shows whether it was trained again. */
const killedAndResumed = async (isTime: (work: string) => boolean) => {
  const folder = temporaryFolder();
  const out = join(folder, 'models');
  writeFileSync(join(folder, 'events.ndjson'), lines(boughtEvents(12_000)));
  expect((await trainIn(folder)).code).toBe(0);
  const uninterrupted = contentOf(out);
  const bytes = listIn(out)[0]?.url.replace('models/', '') ?? '';
  rmSync(out, { recursive: true });
  await killedTraining(folder, () => isTime(join(out, '.training')));
  expect(existsSync(join(out, 'models.json'))).toBe(false);
  const age = statSync(join(out, bytes), { throwIfNoEntry: false })?.mtimeMs;
  expect((await trainIn(folder)).code).toBe(0);
  expect(contentOf(out)).toEqual(uninterrupted);
  return { age, ageAfter: statSync(join(out, bytes)).mtimeMs };
};

it('goes on where it was killed while reading, to the very same bytes', async () => {
  await killedAndResumed((work) => existsSync(join(work, 'read-000000')));
}, 60_000);

it('goes on where it was killed while training, to the very same bytes, and trains no model twice', async () => {
  const { age, ageAfter } = await killedAndResumed((work) => {
    const log = join(work, 'done');
    return existsSync(log) && readFileSync(log, 'utf8').includes('neighbours');
  });
  expect(ageAfter).toBe(age);
}, 60_000);

it('ends with 130 when it is asked to, writes no list, and goes on from there', async () => {
  const folder = temporaryFolder();
  const [file, out] = [join(folder, 'events.ndjson'), join(folder, 'models')];
  writeFileSync(file, lines(boughtEvents(12_000)));
  const running = runInTerminal(['train', file, '--out', out]);
  running.interrupt();
  expect([await running.code, running.said()]).toEqual([130, 'Interrupted. The same command goes on from here.']);
  expect(existsSync(join(out, 'models.json'))).toBe(false);
  expect((await trainIn(folder)).said).toContain('12,000 sessions');
}, 60_000);

it('begins anew when the events are others, or what an interrupted run left is damaged', async () => {
  const folder = temporaryFolder();
  const [file, out] = [join(folder, 'events.ndjson'), join(folder, 'models')];
  writeFileSync(file, lines(boughtEvents(12_000)));
  await killedTraining(folder, () => existsSync(join(out, '.training', 'read-000000')));
  writeFileSync(join(out, '.training', 'read-000000'), 'damaged');
  expect((await trainIn(folder)).said).toContain('12,000 sessions');
  await killedTraining(folder, () => existsSync(join(out, '.training', 'read-000000')));
  writeFileSync(file, lines(boughtEvents(90)));
  expect((await trainIn(folder)).said).toContain('in 90 sessions');
}, 60_000);
