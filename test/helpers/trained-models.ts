import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AisleEvent, CatalogueItem } from '@aisle/schema';

const COMMAND = fileURLToPath(new URL('../../packages/cli/bin/aisle.js', import.meta.url));
const START_MS = Date.UTC(2026, 8, 1);

export const ITEMS: readonly CatalogueItem[] = ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => ({
  item_id: id,
  item_name: `Pan ${id}`,
  item_category: 'Pans',
  price: 10,
  x_url: `/p/${id}`,
}));

/** In each session A leads to D by way of B or C; then one buys A with E, the next C with F, the third nothing. */
const sessionsOfEvents = (): readonly AisleEvent[] =>
  Array.from({ length: 90 }, (_, session) => {
    const item = (id: string) => ({ item_id: id, item_category: 'Pans', price: 10 });
    const views: readonly (readonly [name: string, params: AisleEvent['params']])[] = [
      'A',
      session % 2 === 0 ? 'C' : 'B',
      'D',
    ].map((id) => ['view_item', { items: [item(id)] }]);
    const bought = [['A', 'E'], ['C', 'F'], []][session % 3] ?? [];
    const order: (typeof views)[number] = ['purchase', { transaction_id: `T${session}`, items: bought.map(item) }];
    return [...views, ...(bought.length > 0 ? [order] : [])].map(([name, params], seq): AisleEvent => ({
      ...{ v: 1, id: `event-${session}-${seq}`, name, seq, params },
      atMs: START_MS + session * 3_600_000 + seq * 1_000,
      offsetMs: seq * 1_000,
      sessionId: `session-${session}`,
      visitorId: `visitor-${session % 30}`,
      consent: { purposes: ['personalization', 'measurement'] },
    }));
  }).flat();

/** A folder of models, trained by the real command on a few sessions. */
export interface TrainedModels {
  readonly folder: string;
  remove(): Promise<void>;
}

/** @param more - Options of `aisle train`. */
export const trainModels = async (...more: readonly string[]): Promise<TrainedModels> => {
  const root = await mkdtemp(join(tmpdir(), 'aisle-test-'));
  const [events, items, folder] = ['events.ndjson', 'items.json', 'models'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(
    events,
    sessionsOfEvents()
      .map((event) => JSON.stringify(event))
      .join('\n'),
  );
  await writeFile(items, JSON.stringify(ITEMS));
  await promisify(execFile)(process.execPath, [
    COMMAND,
    'train',
    events,
    '--out',
    folder,
    '--catalogue',
    items,
    ...more,
  ]);
  return { folder, remove: () => rm(root, { recursive: true }) };
};
