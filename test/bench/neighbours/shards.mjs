import { performance } from 'node:perf_hooks';
import { createRecommender, createShardedRecommender, shardOf } from '@aisle/engine';
import { trainNeighbourModel, trainNeighbours } from '@aisle/trainer';
import { generateSessions } from './generate.mjs';

// What a page fetches of a large catalogue, in a process of its own: node shards.mjs <number of events> <shards | auto>. The
// generator makes a tenth as many items.

const CLICKS = 10;
const SESSIONS = 2_000;
const CHECKED = 200;

const [events = '10000000', shards = 'auto'] = process.argv.slice(2);
const sessions = { [Symbol.iterator]: () => generateSessions(Number(events)) };
const beganMs = performance.now();
const model = trainNeighbourModel(sessions, { shards: shards === 'auto' ? 'auto' : Number(shards) });
const seconds = (performance.now() - beganMs) / 1_000;
const peak = process.resourceUsage().maxRSS * 1_024;

const files = model.shards ?? [];
const manifest = JSON.parse(new TextDecoder().decode(model.bytes));
const clicks = [...generateSessions(Number(events) / 50)].flat().map(({ itemId }) => itemId);
/** Sessions of ten clicks, as the generator's shoppers make them one after the other. */
const asked = Array.from({ length: SESSIONS }, (_, at) => clicks.slice(at * CLICKS, (at + 1) * CLICKS)).filter(
  ({ length }) => length === CLICKS,
);
const fetched = asked
  .map((ids) =>
    [...new Set(ids.map((id) => shardOf(id, files.length)))].reduce(
      (sum, shard) => sum + (files[shard]?.length ?? 0),
      0,
    ),
  )
  .sort((a, b) => a - b);
const at = (/** @type {number} */ share) =>
  fetched[Math.min(Math.floor(fetched.length * share), fetched.length - 1)] ?? 0;

const whole = process.argv[4] === 'compare' ? createRecommender(trainNeighbours(sessions)) : null;
let same = 0;
for (const ids of asked.slice(0, CHECKED)) {
  const sharded = createShardedRecommender(manifest);
  for (const shard of sharded.missing(ids)) sharded.put(shard, files[shard] ?? new Uint8Array());
  same += Number(
    JSON.stringify(whole?.suggest(ids, { limit: 20 })) === JSON.stringify(sharded.suggest(ids, { limit: 20 })),
  );
}
console.log(
  JSON.stringify({
    ...{ items: manifest.items, files: files.length, bytes: manifest.bytes, manifestBytes: model.bytes.length },
    largest: files.reduce((most, { length }) => Math.max(most, length), 0),
    fetched: {
      mean: Math.round(fetched.reduce((sum, bytes) => sum + bytes, 0) / fetched.length),
      p50: at(0.5),
      p95: at(0.95),
      most: at(1),
    },
    ...{ seconds: Math.round(seconds), peak, compared: whole ? `${same} of ${CHECKED} answers the same` : null },
  }),
);
