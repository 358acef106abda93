// Loaded when the playbook names a model that foretells.
export { propensity } from '@aisle/engine';
