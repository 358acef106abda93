export * from './batch.js';
export * from './event.js';
export * from './item.js';
export * from './json-schema.js';
export * from './playbook.js';
export * from './problems.js';
export * from './purpose.js';
