import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRecommender } from '@aisle/engine';
import { neighboursManifestSchema, problemsOf } from '@aisle/schema';
import { openSqliteEventStore } from '@aisle/server';
import { expect, it } from 'vitest';
import { sampleEvent } from '../../server/sample-event.js';
import { runInTerminal } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';
import { shopEvents } from './shop-events.js';

const lines = (events: readonly unknown[]) => events.map((event) => JSON.stringify(event)).join('\n');

/** Runs `aisle train` on a file with that content; what it said, and what it wrote. */
const trainOn = async (content: string | Buffer, ...options: string[]) => {
  const folder = temporaryFolder();
  const [file, out] = [join(folder, 'input'), join(folder, 'models')];
  writeFileSync(file, content);
  return { out, ...(await trainFrom(file, out, ...options)) };
};

const trainFrom = async (file: string, out: string, ...options: string[]) => {
  const running = runInTerminal(['train', file, '--out', out, ...options]);
  return { code: await running.code, said: running.said() };
};

const modelIn = (out: string) => {
  const manifest = JSON.parse(readFileSync(join(out, 'neighbours.json'), 'utf8'));
  const bytes = new Uint8Array(readFileSync(join(out, manifest.file)));
  return { manifest, bytes, recommender: createRecommender(bytes) };
};

it('writes an artifact that a page can open, and a manifest that names exactly these bytes', async () => {
  const { code, out, said } = await trainOn(lines(shopEvents(90)));
  expect([code, said]).toEqual([0, expect.stringContaining('180 events with 6 items in 90 sessions')]);
  const { manifest, bytes, recommender } = modelIn(out);
  expect(recommender.recommend(['boot-0'], { excludeSeen: true })[0]).toBe('boot-1');
  expect(problemsOf(neighboursManifestSchema, manifest)).toEqual([]);
  expect(manifest.hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(manifest.bytes).toBe(bytes.length);
  expect(manifest.trainedOn).toMatchObject({ sessions: 90, events: 180, fromMs: Date.UTC(2026, 0, 1) });
});

it('says how well it does on sessions it has held back', async () => {
  const { out, said } = await trainOn(lines(shopEvents(100)));
  expect(modelIn(out).manifest.metrics).toMatchObject({ k: 20, sessions: 5, predictions: 5, hitRate: 1 });
  expect(said).toContain('among the first 20 100.0 times of 100');
});

it('says that a few sessions are too few to measure', async () => {
  const { out, said } = await trainOn(lines(shopEvents(2)), '--floor', '1');
  expect(modelIn(out).manifest.metrics).toBeNull();
  expect(said).toContain('too few sessions to hold some back');
});

it('gives the same bytes for the same events, in whatever form they come', async () => {
  const events = shopEvents(60);
  const plain = await trainOn(lines(events));
  const packed = await trainOn(gzipSync(lines(events)));
  const twice = await trainOn(lines([...events, ...events]));
  const hash = modelIn(plain.out).manifest.hash;
  expect([modelIn(packed.out).manifest.hash, modelIn(twice.out).manifest.hash]).toEqual([hash, hash]);
});

it('reads the database of the server, and asks for the site when there are several', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'aisle.db');
  const store = openSqliteEventStore(file);
  const accept = (site: string, events: ReturnType<typeof shopEvents>) =>
    store.accept({ site, sentAtMs: 1, receivedAtMs: 1, events });
  await accept('lamps', shopEvents(60));
  expect((await trainFrom(file, join(folder, 'one'))).code).toBe(0);
  await accept('other', [sampleEvent('elsewhere')]);
  await store.erase('lamps', ['session-0']);
  const several = await trainFrom(file, join(folder, 'none'));
  expect([several.code, several.said]).toEqual([1, expect.stringContaining('Fix: name one of them with --site')]);
  const named = await trainFrom(file, join(folder, 'two'), '--site', 'lamps');
  expect(named.said).toContain('118 events with 6 items in 59 sessions');
  await store.close();
});

it('leaves out bots, previews and what may not be used, and counts them', async () => {
  const more = [
    sampleEvent('bot-event', { traffic: 'bot' }),
    sampleEvent('preview-event', { traffic: 'preview' }),
    sampleEvent('refused-event', { consent: { purposes: ['measurement'] } }),
    sampleEvent('page-view', { name: 'page_view' }),
    sampleEvent('exposure', { name: 'x_exposure' }),
  ];
  const { said, out } = await trainOn(lines([...shopEvents(60), ...more]));
  for (const counted of ['1 bot', '1 preview', '1 no consent', '2 no item']) expect(said).toContain(counted);
  expect(modelIn(out).recommender.recommend([], { limit: 99 })).not.toContain('A1');
});

it('reads a recording as replay does, with its types', async () => {
  const rows = Array.from({ length: 80 }, (_, at) => [
    `${at}\tx\t${1_442_000_000 + at}\tview\t\tu`,
    `${at}\t${at % 4 ? 'viewed' : 'bought'}\t${1_442_000_001 + at}\t${at % 4 ? 'view' : 'transaction'}\t\tu`,
  ]);
  const { code, out } = await trainOn(['SessionId\tItemId\tTime\tType\tCatId\tUserId', ...rows.flat()].join('\n'));
  expect(code).toBe(0);
  expect(modelIn(out).recommender.recommend(['x'], { excludeSeen: true })).toEqual(['viewed', 'bought']);
});

const recorded = 'SessionId\tItemId\tTime\tType\n';

it.each<[string, string, RegExp]>([
  ['no file at all', '', /has nothing to learn from/],
  ['a text', 'hello\nworld', /line 1: is not JSON[\s\S]*Fix: hand in one of these[\s\S]*one JSON object a line/],
  ['an event with a broken line', '{"v":1}\nbroken', /line 2: is not JSON[\s\S]*Fix: put these lines right/],
  ['an event without an id', JSON.stringify({ name: 'view_item' }), /line 1: /],
  ['only what may not be used', lines([sampleEvent('bot-event', { traffic: 'bot' })]), /nothing to learn from: 1 bot/],
  ['a broken recording', `${recorded}1\t2\tnoon\tview`, /line 2: Time: expected whole seconds since 1970, not "noon"/],
  ['a recording of nobody', `${recorded}\t2\t5\tview`, /line 2: SessionId: it is empty/],
  ['a recording of nothing', `${recorded}1\t\t5\tview`, /line 2: ItemId: it is empty/],
])('refuses %s, and says where and why', async (_, content, message) => {
  const { code, said } = await trainOn(content);
  expect([code, said]).toEqual([1, expect.stringMatching(message)]);
});

it('says that a file is not there', async () => {
  const { code, said } = await trainFrom('/nowhere/events.ndjson', temporaryFolder());
  expect([code, said]).toEqual([1, expect.stringMatching(/cannot be read: ENOENT[\s\S]*Fix: hand in one of these/)]);
});
