import { fnv32a } from '../../experiment/hash.js';

/** Says in which of so many shards an item is, from 0. Trainer and page agree by this alone. */
export const shardOf = (itemId: string, shards: number): number => fnv32a(itemId) % shards;
