import { ArtifactError, createRecommender, createShardedRecommender, shardOf } from '@aisle/engine';
import { type SessionEvent, trainNeighbourModel, trainNeighbours, trainTogetherModel } from '@aisle/trainer';
import { neighboursManifestSchema, problemsOf } from '@aisle/schema';
import { expect, it } from 'vitest';
import { createDice } from './views.js';

const dice = createDice(11);
const sessions: SessionEvent[][] = Array.from({ length: 1_500 }, () => {
  const group = Math.floor(dice() ** 2 * 30);
  return Array.from({ length: 2 + Math.floor(dice() * 8) }, () => ({
    itemId: `${group % 2 ? 'sku-' : ''}${group * 20 + Math.floor(dice() * 20)}`,
    type: dice() < 0.2 ? 'purchase' : 'view_item',
  }));
});
const SHARDS = 17;
const whole = createRecommender(trainNeighbours(sessions));
const trained = trainNeighbourModel(sessions, { shards: SHARDS });
const shards = trained.shards ?? [];
const manifest = JSON.parse(new TextDecoder().decode(trained.bytes));

/** Opens only what a session touches. */
const openFor = (ids: readonly string[]) => {
  const recommender = createShardedRecommender(manifest);
  for (const shard of recommender.missing(ids)) recommender.put(shard, shards[shard] ?? new Uint8Array());
  return recommender;
};

it('answers as the whole artifact does, reasons and order of equals too, from the shards of the session alone', () => {
  for (const session of sessions.slice(0, 400)) {
    const ids = session.map(({ itemId }) => itemId);
    for (const wish of [{ limit: 20 }, { limit: 20, excludeSeen: true }]) {
      const sharded = openFor(ids);
      expect(sharded.missing(ids)).toEqual([]);
      expect(sharded.suggest(ids, wish)).toEqual(whole.suggest(ids, wish));
    }
  }
}, 60_000);

it('needs no more shards than a session has items', () => {
  const ids = sessions[3]?.map(({ itemId }) => itemId) ?? [];
  expect(createShardedRecommender(manifest).missing(ids).toSorted()).toEqual(
    [...new Set(ids.map((id) => shardOf(id, SHARDS)))].toSorted(),
  );
});

it('counts no unknown item as a click: a session of them asks for what lies before', () => {
  const known = sessions[0]?.[0]?.itemId ?? '';
  const ids = [known, ...Array.from({ length: 40 }, (_, at) => `unknown-${at}`)];
  const sharded = createShardedRecommender(manifest);
  for (let round = 0; round < 9; round += 1)
    for (const shard of sharded.missing(ids)) sharded.put(shard, shards[shard] ?? new Uint8Array());
  expect(sharded.suggest(ids)).toEqual(whole.suggest(ids));
});

it('answers what is popular until a shard is there, and from those that are', () => {
  const none = createShardedRecommender(manifest);
  const ids = ['0', 'sku-21'];
  expect(none.recommend(ids)).toEqual(whole.recommend([]));
  none.put(shardOf('0', SHARDS), shards[shardOf('0', SHARDS)] ?? new Uint8Array());
  expect(none.missing(ids)).toEqual([shardOf('sku-21', SHARDS)]);
  expect(none.suggest(ids)[0]).toMatchObject({ because: '0' });
});

it('refuses a damaged shard, and keeps the one that it had', () => {
  const shard = shardOf('0', SHARDS);
  const bytes = shards[shard] ?? new Uint8Array();
  const sharded = createShardedRecommender(manifest);
  sharded.put(shard, bytes);
  const before = sharded.suggest(['0']);
  for (let at = 0; at < bytes.length; at += 37) {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    expect(() => sharded.put(shard, damaged), `byte ${at}`).toThrow(ArtifactError);
  }
  expect(() => sharded.put(shard, bytes.subarray(0, -1))).toThrow(ArtifactError);
  expect(sharded.suggest(['0'])).toEqual(before);
});

it.each([null, {}, { ...manifest, format: 3 }, { ...manifest, shards: 0 }, { ...manifest, popular: 'x' }])(
  'refuses the manifest %j',
  (wrong) => expect(() => createShardedRecommender(wrong as never)).toThrow(ArtifactError),
);

it('throws for no session, whatever its ids are', () => {
  const sharded = openFor(['0']);
  for (const ids of [[null, 7, {}, 'constructor', '__proto__', ''], null, 'text'])
    expect([sharded.missing(ids as never), sharded.recommend(ids as never)]).toBeDefined();
});

it('gives the same bytes for the same sessions, and other shards another hash', () => {
  const again = trainNeighbourModel(structuredClone(sessions), { shards: SHARDS });
  expect([again.bytes, again.shards]).toEqual([trained.bytes, trained.shards]);
  const hashes = [trained, trainNeighbourModel(sessions.slice(1), { shards: SHARDS })].map(
    (model) => model.manifest.hash,
  );
  expect(new Set(hashes).size).toBe(2);
});

it('spreads by itself over as many files as there are items for, and says so in the manifest', () => {
  const { manifest: said, shards: files = [] } = trainTogetherModel(sessions, { shards: 'auto' }) ?? {};
  expect(problemsOf(neighboursManifestSchema, said)).toEqual([]);
  expect(said?.shards).toBe(files.length);
  expect(files.length).toBe(Math.ceil((said?.trainedOn.items ?? 0) / 64));
});
