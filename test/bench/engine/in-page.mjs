// What a page does with rules in each peer's own form: `open` them once, then ask which hold for a shopper. A library is
// handed in, because none of them is a dependency of the project.

/**
 * @typedef {import('./workload.mjs').Attributes} Attributes
 * @typedef {import('./workload.mjs').Test} Test
 * @typedef {readonly string[]} Ids
 */

/**
 * @template Library
 * @template Form
 * @typedef {(library: Library, form: Form) => (facts: Attributes) => Ids | Promise<Ids>} Open
 */

/** @typedef {readonly { id: string, when: object }[]} Conditional */

/** @type {<One extends { id: string }>(all: readonly One[], holds: (one: One) => boolean) => Ids} */
const idsWhere = (all, holds) => {
  const ids = [];
  for (const one of all) if (holds(one)) ids.push(one.id);
  return ids;
};

const isThere = (/** @type {unknown} */ value) => value !== undefined && value !== null;

// Comparing like with like is the workload's affair.
const passes = (/** @type {Test} */ { name, operator, argument }, /** @type {Attributes} */ facts) => {
  const value = /** @type {never} */ (facts[name]);
  switch (operator) {
    case 'eq':
      return value === argument;
    case 'in':
      return /** @type {unknown[]} */ (argument).includes(value);
    case 'gte':
      return value >= /** @type {never} */ (argument);
    case 'lt':
      return value < /** @type {never} */ (argument);
    default:
      return isThere(value) === argument;
  }
};

/** @type {Open<null, readonly import('./workload.mjs').Rule[]>} */
export const plain = (_, rules) => (facts) =>
  idsWhere(rules, ({ tests }) => {
    for (const test of tests) if (!passes(test, facts)) return false;
    return true;
  });

/** @type {(test: Test) => (facts: Attributes) => boolean} */
const closureOf = ({ name, operator, argument }) => {
  const limit = /** @type {never} */ (argument);
  const list = /** @type {readonly unknown[]} */ (argument);
  switch (operator) {
    case 'eq':
      return (facts) => facts[name] === argument;
    case 'in':
      return (facts) => list.includes(facts[name]);
    case 'gte':
      return (facts) => /** @type {number} */ (facts[name]) >= limit;
    case 'lt':
      return (facts) => /** @type {number} */ (facts[name]) < limit;
    default:
      return (facts) => isThere(facts[name]) === argument;
  }
};

/** @type {Open<null, readonly import('./workload.mjs').Rule[]>} */
export const closures = (_, rules) => {
  const compiled = rules.map(({ id, tests }) => ({ id, tests: tests.map(closureOf) }));
  return (facts) =>
    idsWhere(compiled, ({ tests }) => {
      for (const holds of tests) if (!holds(facts)) return false;
      return true;
    });
};

/** @type {Open<(clauses: object, facts: object) => boolean, Conditional>} */
export const conditions = (meets, rules) => (facts) => idsWhere(rules, ({ when }) => meets(when, facts));

/** @type {Open<typeof import('@aisle/engine').situationOf, import('@aisle/engine').PublishedPlaybook>} */
export const segments = (situationOf, playbook) => {
  const context = { nowMs: Date.UTC(2026, 0, 1, 12), page: { path: '/' } };
  // As it was stored: a shopper of whom nothing is known but the traits.
  const stored = JSON.parse(`{"v":1,"firstAtMs":null,"lastAtMs":null,"counts":{},"sessions":0,"visits":0,"visitDays":[],
    "session":{"id":null,"startedAtMs":null,"counts":{},"earlierIds":[],"awayMs":null,"dwellSeconds":0,"scrollPercent":0},
    "recents":[],"cart":{"lines":[],"changedAtMs":null,"checkoutAtMs":null},
    "orders":{"count":0,"value":0,"lastAtMs":null,"transactionIds":[],"itemIds":[]},
    "affinity":{"category":{},"brand":{},"price":{}},"history":{},"assigned":{}}`);
  // Nothing in the playbook asks for a recommender or an arm, so their code is not in the page.
  const capabilities = /** @type {never} */ ({});
  return (traits) => situationOf(playbook, capabilities, { profile: { ...stored, traits }, context }).facts.segments;
};

/** @type {Open<(facts: object, condition: object, groups: object) => boolean, Conditional>} */
export const growthbookConditions = (evalCondition, rules) => (facts) =>
  idsWhere(rules, ({ when }) => evalCondition(facts, when, {}));

/**
 * @typedef {{ setAttributes: (facts: object) => unknown, isOn: (id: string) => boolean }} GrowthBook
 * @type {Open<new (options: object) => GrowthBook, object>}
 */
export const growthbookFeatures = (GrowthBook, features) => {
  const growthbook = new GrowthBook({ features });
  const ids = Object.keys(features);
  return (facts) => {
    void growthbook.setAttributes(facts);
    return ids.filter((id) => growthbook.isOn(id));
  };
};

/** @type {Open<(condition: object) => (facts: object) => boolean, Conditional>} */
export const sift = (toTest, rules) => {
  const asked = rules.map(({ id, when }) => ({ id, test: toTest(when) }));
  return (facts) => idsWhere(asked, ({ test }) => test(facts));
};

/** @type {Open<{ apply: (condition: object, facts: object) => boolean }, Conditional>} */
export const jsonLogic = (logic, rules) => (facts) => idsWhere(rules, ({ when }) => logic.apply(when, facts));

/** @type {Open<new (condition: object) => { test: (facts: object) => boolean }, Conditional>} */
export const mingo = (Query, rules) => {
  const asked = rules.map(({ id, when }) => ({ id, query: new Query(when) }));
  return (facts) => idsWhere(asked, ({ query }) => query.test(facts));
};

/**
 * @typedef {object} RulesEngine
 * @property {(name: string, holds: (value: unknown, wanted: unknown) => boolean) => void} addOperator
 * @property {(facts: object) => Promise<{ events: readonly { type: string }[] }>} run
 */

/** @type {Open<new (rules: object, options: object) => RulesEngine, object>} */
export const jsonRulesEngine = (Engine, rules) => {
  const engine = new Engine(rules, { allowUndefinedFacts: true });
  // It has no such operator of its own.
  engine.addOperator('exists', (value, wanted) => isThere(value) === wanted);
  return async (facts) => (await engine.run(facts)).events.map(({ type }) => type);
};
