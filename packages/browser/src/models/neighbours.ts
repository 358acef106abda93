// Loaded when the playbook names a model of neighbours.
export { createRecommender } from '@aisle/engine';
