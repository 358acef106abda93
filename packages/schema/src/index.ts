export * from './batch.js';
export * from './event.js';
export * from './item.js';
export * from './json-schema.js';
export {
  type LogisticModel,
  type PropensityModel,
  propensitySchema,
  type TreeNode,
  type TreesModel,
} from './model/propensity.js';
export * from './model/neighbours.js';
export * from './model/model-manifest.js';
export * from './model/model-reference.js';
export * from './model/popularity.js';
export { conditionSchema, type Condition } from './playbook/condition.js';
export * from './playbook/experiment.js';
export * from './playbook/history.js';
export * from './playbook/limits.js';
export * from './playbook/playbook.js';
export * from './playbook/recommender.js';
export * from './playbook/segment.js';
export * from './playbook/slot.js';
export * from './playbook/trigger.js';
export * from './problems.js';
export * from './purpose.js';
export * from './visitor.js';
export * from './withdrawal.js';
