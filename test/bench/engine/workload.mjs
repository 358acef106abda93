// 100 rules × 5 conditions over 30 attributes, and the shoppers they are asked of. Always the same ones.

/**
 * A condition of a rule, in nobody's language: peers translate it.
 *
 * @typedef {{ name: string, operator: 'eq' | 'in' | 'gte' | 'lt' | 'exists', argument: unknown }} Test
 * @typedef {{ id: string, tests: readonly Test[] }} Rule
 * @typedef {Readonly<Record<string, string | number | boolean>>} Attributes
 */

const RULES = 100;
const CONDITIONS = 5;
const SHOPPERS = 20;
const WORDS = ['red', 'green', 'blue', 'black', 'white', 'grey', 'brown', 'pink'];

/** A linear congruential generator: the same numbers in every run. */
export const openDice = (/** @type {number} */ seed) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
const dice = openDice(7);
const below = (/** @type {number} */ limit) => Math.floor(dice() * limit);
// Five conditions that hold with this probability all hold for about one shopper in ten.
const isLikely = () => dice() < 0.63;

const kinds = {
  number: () => below(100),
  // One word is much commoner than the others, as values are in shops.
  word: () => (isLikely() ? 'red' : WORDS[below(WORDS.length)]),
  flag: isLikely,
  // Many shoppers have no such attribute at all.
  rare: () => (isLikely() ? below(100) : undefined),
};
const ATTRIBUTES = /** @type {const} */ (['number', 'word', 'flag', 'rare', 'number', 'word']).flatMap((kind, column) =>
  Array.from({ length: 5 }, (_, row) => ({ name: `a${column}${row}`, kind })),
);

/** @returns {Omit<Test, 'name'>} */
const testOf = (/** @type {keyof typeof kinds} */ kind) => {
  if (kind === 'rare') return { operator: 'exists', argument: true };
  if (kind === 'flag') return { operator: 'eq', argument: true };
  if (kind === 'word')
    return dice() < 0.5
      ? { operator: 'eq', argument: 'red' }
      : { operator: 'in', argument: ['red', WORDS[below(7) + 1], 'violet'] };
  const limit = 30 + below(16);
  return dice() < 0.5 ? { operator: 'gte', argument: limit } : { operator: 'lt', argument: 100 - limit };
};

const shuffled = () =>
  ATTRIBUTES.map((attribute) => ({ attribute, place: dice() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ attribute }) => attribute);

/** @type {readonly Rule[]} */
export const rules = Array.from({ length: RULES }, (_, index) => ({
  id: `rule-${index}`,
  tests: shuffled()
    .slice(0, CONDITIONS)
    .map(({ name, kind }) => ({ name, ...testOf(kind) })),
}));

/** @type {readonly Attributes[]} */
export const shoppers = Array.from({ length: SHOPPERS }, () =>
  // Through JSON: an attribute that a shopper does not have is not there.
  JSON.parse(JSON.stringify(Object.fromEntries(ATTRIBUTES.map(({ name, kind }) => [name, kinds[kind]()])))),
);

/** A rule as Mongo, GrowthBook and our own authors write it. */
export const mongoOf = (/** @type {Rule} */ { tests }, prefix = '') =>
  Object.fromEntries(tests.map(({ name, operator, argument }) => [`${prefix}${name}`, { [`$${operator}`]: argument }]));

/** The value in the middle of a list. */
export const medianOf = (/** @type {readonly number[]} */ values) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
