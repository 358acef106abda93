// Loaded when the playbook has recommenders.
export { recommenders } from '@aisle/browser';
