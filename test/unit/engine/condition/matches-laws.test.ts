import { createEngine, emptyProfile, matches, parseCondition, readySegments, reduceProfile } from '@aisle/engine';
import type { Condition } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, eventOf } from '../build-events.js';

const names = ['a', 'b', 'a.b', 'b.0', '__proto__', 'constructor', 'length', '$groups', 'a.toString'];
const operators = [
  ...['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$nin', '$ini', '$nini', '$all', '$alli', '$size', '$exists'],
  ...['$type', '$not', '$elemMatch', '$regex', '$regexi', '$notRegex', '$notRegexi', '$inGroup', '$notInGroup'],
  ...['$veq', '$vne', '$vlt', '$vlte', '$vgt', '$vgte', '$near', '$__proto__', 'v', '='],
];

const anything = fc.oneof(
  fc.anything({
    maxDepth: 2,
    withBigInt: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
  }),
  fc.constantFrom('a', 'A', '1.2.3', 'constructor', '__proto__', 8, '8', null),
);

const { condition } = fc.letrec<{ condition: Condition; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anything,
    fc.dictionary(fc.constantFrom(...operators), fc.oneof(tie('value'), fc.array(tie('value'), { maxLength: 3 })), {
      maxKeys: 3,
    }),
  ),
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }),
    fc.dictionary(fc.constantFrom('$or', '$and', '$nor'), fc.array(tie('condition'), { maxLength: 3 }), { maxKeys: 2 }),
    tie('condition').map((inner) => ({ $not: inner })),
  ),
}));

const facts = fc.dictionary(fc.constantFrom('a', 'b', '$groups', 'constructor'), anything);

it('never throws and always answers yes or no', () => {
  fc.assert(
    fc.property(condition, facts, (when, known) => {
      expect(typeof matches(when, known, { a: [1, 'a'] })).toBe('boolean');
    }),
    { numRuns: 3000 },
  );
});

it('never throws on what is no condition', () => {
  fc.assert(
    fc.property(fc.anything(), facts, (when, known) => {
      expect(typeof matches(when as Condition, known)).toBe('boolean');
    }),
    { numRuns: 1000 },
  );
});

const baits = [
  ...['a', 'b', '$near', '$or', '$groups', 'toJSON', 'when', 'candidates', 'priority', 'recommend', 'consent', 'price'],
  ...['quantity', 'item_category', 'x_availability', 'exclude', 'fallback', 'limit', 'itemId', 'items', 'brand'],
];

// Enumerable, as a careless merge leaves them.
const polluted = <T>(work: () => T): T => {
  const bait = { value: 7, configurable: true, enumerable: true };
  Object.defineProperties(Object.prototype, Object.fromEntries(baits.map((name) => [name, bait])));
  try {
    return work();
  } finally {
    for (const name of baits) Reflect.deleteProperty(Object.prototype, name);
  }
};

it('matches the same when Object.prototype is polluted', () => {
  // Drawn before and compared after: the machine itself crawls while its root object changes.
  const drawn = fc.sample(fc.tuple(condition, facts), 3000);
  const answers = () => drawn.map(([when, known]) => [matches(when, known), parseCondition(when).unknown]);
  const clean = answers();
  expect(polluted(answers)).toEqual(clean);
});

it('folds and decides the same when Object.prototype is polluted', () => {
  const items = [{ item_id: 'a' }, { item_id: 'b', item_category2: 'Boots' }];
  const events = ['view_item', 'add_to_cart', 'view_cart', 'purchase', 'refund'].flatMap((name) => [
    eventOf({ name, params: { items } }),
    eventOf({ name }),
  ]);
  const engine = () =>
    createEngine({
      v: 1,
      version: '1',
      segments: [...readySegments],
      slots: [{ id: 'hero', candidates: [{ id: 'all', recommend: { recommender: 'you' } }] }],
      recommenders: [
        { id: 'you', strategy: 'in-your-categories', fallback: 'popular' },
        { id: 'popular', strategy: 'popular' },
      ],
      catalogue: items.map((item) => ({ ...item, x_url: '/' })),
    });
  const everything = () => {
    const profile = events.reduce((so, event) => reduceProfile(so, event), emptyProfile);
    return [profile, engine().segments(profile, contextOf()), engine().decide('hero', profile, contextOf())];
  };
  // Written out behind the pollution: `toJSON` would change any text made within it.
  const kept = polluted(everything);
  expect(JSON.stringify(kept)).toBe(JSON.stringify(everything()));
});
