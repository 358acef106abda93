// Loaded when the playbook names a model of neighbours that is spread over shards.
export { createShardedRecommender } from '@aisle/engine';
