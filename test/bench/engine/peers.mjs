import { parseCondition, publish } from '@aisle/engine';
import { mongoOf } from './workload.mjs';

// Who is measured: where each comes from, and how the rules are said in its own form before any shopper comes. What a page
// does with that form is in `in-page.mjs`, by the same names.

/** @typedef {import('./workload.mjs').Rule} Rule */

/**
 * @typedef {object} Peer
 * @property {string} title
 * @property {readonly [from: string, name: string]} [library] What the page imports of it.
 * @property {(rules: readonly Rule[]) => object} translate Gives plain JSON.
 * @property {boolean} [isOurs]
 */

/** @typedef {'plain' | 'closures' | 'conditions' | 'segments' | 'growthbookConditions' | 'growthbookFeatures' | 'sift' | 'jsonLogic' | 'mingo' | 'jsonRulesEngine'} PeerName */

const asTheyAre = (/** @type {readonly Rule[]} */ rules) => rules;
const asMongo = (/** @type {readonly Rule[]} */ rules) => rules.map((rule) => ({ id: rule.id, when: mongoOf(rule) }));

const jsonLogicOf = (/** @type {import('./workload.mjs').Test} */ { name, operator, argument }) => {
  const value = { var: name };
  if (operator === 'exists') return { [argument ? '!=' : '==']: [value, null] };
  return { [{ eq: '===', in: 'in', gte: '>=', lt: '<' }[operator]]: [value, argument] };
};

const JSON_RULES = { eq: 'equal', in: 'in', gte: 'greaterThanInclusive', lt: 'lessThan', exists: 'exists' };

const jsonRuleOf = (/** @type {Rule} */ { id, tests }) => ({
  conditions: {
    all: tests.map(({ name, operator, argument }) => ({ fact: name, operator: JSON_RULES[operator], value: argument })),
  },
  event: { type: id },
});

const featureOf = (/** @type {Rule} */ rule) => ({
  defaultValue: false,
  rules: [{ condition: mongoOf(rule), force: true }],
});

const segmentOf = (/** @type {Rule} */ rule) => ({ id: rule.id, title: rule.id, when: mongoOf(rule, 'traits.') });

/**
 * All others are measured in times of the first.
 *
 * @type {Readonly<Record<PeerName, Peer>>}
 */
export const peers = {
  plain: { title: 'a plain interpreter over normalised rules', translate: asTheyAre },
  closures: { title: 'compiled closures', translate: asTheyAre },
  conditions: {
    title: 'ours, conditions alone',
    // No public name: `matches` reads what an author wrote at each call, and a device has it published.
    library: ['packages/engine/dist/condition/matches.js', 'meets'],
    translate: (rules) => rules.map((rule) => ({ id: rule.id, when: parseCondition(mongoOf(rule)).clauses })),
    isOurs: true,
  },
  segments: {
    title: 'ours, 100 segments',
    // What `engine.segments` does of a published playbook, and the page without the code that publishes.
    library: ['@aisle/engine', 'situationOf'],
    translate: (rules) => publish({ v: 1, version: 'bench', segments: rules.map(segmentOf) }),
    isOurs: true,
  },
  growthbookConditions: {
    title: 'GrowthBook, evalCondition',
    library: ['@growthbook/growthbook', 'evalCondition'],
    translate: asMongo,
  },
  growthbookFeatures: {
    title: 'GrowthBook, feature rules',
    library: ['@growthbook/growthbook', 'GrowthBook'],
    translate: (rules) => Object.fromEntries(rules.map((rule) => [rule.id, featureOf(rule)])),
  },
  sift: { title: 'sift', library: ['sift', 'default'], translate: asMongo },
  jsonLogic: {
    title: 'json-logic-js',
    library: ['json-logic-js', 'default'],
    translate: (rules) => rules.map(({ id, tests }) => ({ id, when: { and: tests.map(jsonLogicOf) } })),
  },
  mingo: { title: 'mingo', library: ['mingo', 'Query'], translate: asMongo },
  jsonRulesEngine: {
    title: 'json-rules-engine',
    library: ['json-rules-engine', 'Engine'],
    translate: (rules) => rules.map(jsonRuleOf),
  },
};
