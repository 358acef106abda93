import { refuseArtifact } from './artifact-error.js';
import { readHead, refuseDamage } from './artifact-head.js';
import { type ItemNames, openNames } from './item-names.js';
import { VERSION } from './neighbour-format.js';
import { type Neighbour, type NeighbourRows, openRows } from './neighbour-rows.js';
import { MOST_CLICKS, recommenderOver, type SessionRecommender } from './recommender.js';
import { shardOf } from './shard-of.js';

/** What lies beside the shards of a large catalogue, as JSON. Fields that are not named here do not matter to a page. */
export interface ShardsManifest {
  readonly format: number;
  /** How many there are: `0.bin`, `1.bin` and so on. */
  readonly shards: number;
  /** Ids, the most popular first. */
  readonly popular: readonly string[];
}

/** Answers from the shards at hand; the rest of a session leads nowhere until its shards come. */
export interface ShardedRecommender extends SessionRecommender {
  /** Says which shards a session needs that are not at hand, newest clicks first. */
  readonly missing: (sessionItemIds: readonly string[]) => readonly number[];
  /**
   * Takes a shard in, for as long as the recommender lives.
   *
   * @throws {ArtifactError} when its bytes are damaged, cut, or of another version; what was there stays.
   */
  readonly put: (shard: number, bytes: Uint8Array) => void;
}

/**
 * Opens neighbours that are spread over many small files, an item's in the one that `shardOf` tells. With all shards of a session
 * at hand it answers as the whole artifact does.
 *
 * @throws {ArtifactError} when the manifest is none, or of another version.
 */
export const createShardedRecommender = (manifest: ShardsManifest): ShardedRecommender => {
  const { format, shards, popular } = Object(manifest) as ShardsManifest;
  if (format !== VERSION || !(shards >= 1) || !Array.isArray(popular))
    refuseArtifact('their manifest is of another version');
  const open = new Map<number, ItemNames & NeighbourRows>();

  /** Clicks are ids here: an item has another number in every shard. Each is looked up in its own, which alone knows its row. */
  const homeOf = (id: string) => open.get(shardOf(id, shards));
  const neighboursOf = (id: string): readonly Neighbour<string>[] => {
    const home = homeOf(id);
    const item = home?.itemOf(id);
    if (!home || item === undefined) return [];
    return home.neighboursOf(item).flatMap(({ item: neighbour, weight }) => {
      const itemId = home.idOf(neighbour);
      return itemId === undefined ? [] : { item: itemId, weight };
    });
  };
  return {
    ...recommenderOver<string>({
      itemOf: (id) => (homeOf(id)?.itemOf(id) === undefined ? undefined : id),
      idOf: (id) => id,
      neighboursOf,
      popular,
    }),
    missing(sessionItemIds) {
      const needed = new Set<number>();
      let clicks = 0;
      const ids: readonly unknown[] = Array.isArray(sessionItemIds) ? sessionItemIds : [];
      for (const id of ids.toReversed()) {
        if (clicks === MOST_CLICKS) break;
        if (typeof id !== 'string') continue;
        const home = homeOf(id);
        if (!home) needed.add(shardOf(id, shards));
        // Whether an item is known is told by its shard: until that comes it is taken for one.
        if (!home || home.itemOf(id) !== undefined) clicks += 1;
      }
      return [...needed];
    },
    put(shard, bytes) {
      const head = readHead(bytes);
      refuseDamage(bytes);
      open.set(shard, { ...openNames(bytes, head), ...openRows(bytes, head) });
    },
  };
};
