import { createEngine, emptyProfile, factsOf, matches, publish, type Engine } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { playbookSchema } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf } from '../build-events.js';
import { randomCondition, randomPlaybook } from '../random-playbook.js';
import { randomContext, randomPast } from '../random-shopper.js';

const seed = 2026;

const profileAfter = (engine: Engine, past: Parameters<Engine['reduce']>[1][]) =>
  past.reduce((so, event) => engine.reduce(so, event), emptyProfile);

const keysIn = (value: unknown, keys: Set<string>): Set<string> => {
  if (typeof value !== 'object' || value === null) return keys;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) keys.add(key);
    keysIn(inner, keys);
  }
  return keys;
};

// Not the places of lists: an empty list has none of its own, and nobody pollutes numbers.
const namesIn = (value: unknown): readonly string[] =>
  [...keysIn(value, new Set(['when', 'clauses', 'unknown']))].filter(
    (name) => !Object.hasOwn(Object.prototype, name) && !/^\d+$/.test(name),
  );

/**
 * Runs with a trap under every name on `Object.prototype`, and tells which traps something fell into.
 *
 * Enumerable, as a careless merge leaves them.
 */
const trapped = <T>(
  names: readonly string[],
  work: () => T,
): { readonly result: T; readonly hits: readonly string[] } => {
  const hits = new Set<string>();
  const trap = (name: string): PropertyDescriptor =>
    Object.assign(Object.create(null) as PropertyDescriptor, {
      configurable: true,
      enumerable: true,
      get: () => {
        hits.add(name);
        return 7;
      },
      set(this: object, value: unknown) {
        const own = Object.assign(Object.create(null) as PropertyDescriptor, {
          value,
          configurable: true,
          enumerable: true,
          writable: true,
        });
        Object.defineProperty(this, name, own);
      },
    });
  const traps = Object.assign(
    Object.create(null) as PropertyDescriptorMap,
    Object.fromEntries(names.map((name) => [name, trap(name)])),
  );
  Object.defineProperties(Object.prototype, traps);
  try {
    return { result: work(), hits: [...hits] };
  } finally {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  }
};

it('draws playbooks that are playbooks', () => {
  fc.assert(
    fc.property(randomPlaybook, (playbook) => {
      expect(playbookSchema.safeParse(playbook).error?.issues[0]).toBeUndefined();
    }),
    { numRuns: 100, seed },
  );
}, 120_000);

it('never throws on 100,000 conditions, and answers alike with a trap under every name it could ask for', () => {
  const engine = createEngine(null);
  const drawn = fc.sample(fc.tuple(randomCondition, randomPast, randomContext), { numRuns: 2_000, seed });
  const facts = drawn.map(([, past, context]) => factsOf(profileAfter(engine, [...past]), context));
  const conditions = fc.sample(randomCondition, { numRuns: 100_000, seed: seed + 1 });
  const answers = () => conditions.map((condition, at) => matches(condition, facts[at % facts.length] ?? {}));
  const names = namesIn([conditions.slice(0, 5_000), facts.slice(0, 200)]);
  const clean = answers();
  const { result, hits } = trapped(names, answers);
  expect(hits).toEqual([]);
  expect(result).toEqual(clean);
  // The answers say something: neither all yes nor all no.
  const yes = clean.filter(Boolean).length;
  expect(yes).toBeGreaterThan(10_000);
  expect(yes).toBeLessThan(90_000);
}, 120_000);

it('decides alike with a trap under every name of playbook, profile and context', () => {
  const drawn = fc.sample(fc.tuple(randomPlaybook, randomPast, randomContext), { numRuns: 400, seed });
  const decideAll = (engines: readonly Engine[]) =>
    drawn.map(([, past, context], at) => {
      const engine = engines[at] as Engine;
      const profile = profileAfter(engine, [...past]);
      return [
        profile,
        engine.standing(profile, context).segments,
        engine.standing(profile, context).stage,
        ...['slot0', 'slot1'].map((id) => engine.decide(id, profile, context)),
        engine.variation('x1', profile, context),
      ];
    });
  const engines = drawn.map(([playbook]) => createEngine(JSON.parse(JSON.stringify(publish(playbook)))));
  const clean = decideAll(engines);
  const names = namesIn([drawn, clean, engines.map(({ playbook }) => playbook)]);
  expect(names.length).toBeGreaterThan(100);
  const { result, hits } = trapped(names, () => decideAll(engines));
  expect(hits).toEqual([]);
  expect(JSON.stringify(result)).toBe(JSON.stringify(clean));
}, 120_000);

it('publishes alike with a trap under every name of a playbook', () => {
  const playbooks = fc.sample(randomPlaybook, { numRuns: 150, seed });
  const clean = playbooks.map(publish);
  const names = namesIn([playbooks, clean]);
  const { result, hits } = trapped(names, () => playbooks.map(publish));
  expect(hits).toEqual([]);
  expect(JSON.stringify(result)).toBe(JSON.stringify(clean));
}, 120_000);

it('decides without error by any playbook that passes the schema', () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(randomPlaybook, randomPast, randomContext, (playbook, past, context) => {
      const engine = createEngine(playbook);
      const profile = profileAfter(engine, [...past]);
      for (const slot of ['slot0', 'slot1']) {
        const decision = engine.decide(slot, profile, context);
        expect(decision.reason).not.toBe('error');
        for (const { outcome } of decision.trace) outcomes.add(outcome);
      }
    }),
    { numRuns: 600, seed },
  );
  expect([...outcomes].toSorted()).toEqual([
    ...['capped', 'chosen', 'cooling-down', 'held-out', 'no-match', 'not-reached', 'off-schedule', 'other-variation'],
    ...['too-few-items', 'unknown-operator'],
  ]);
}, 120_000);

it('gives the same decision for the same profile, however often it is asked', () => {
  fc.assert(
    fc.property(randomPlaybook, randomPast, randomContext, (playbook, past, context) => {
      const engine = createEngine(playbook);
      const profile = profileAfter(engine, [...past]);
      const first = ['slot0', 'slot1'].map((slot) => engine.decide(slot, profile, context));
      expect(['slot0', 'slot1'].map((slot) => createEngine(playbook).decide(slot, profile, context))).toEqual(first);
    }),
    { numRuns: 100, seed },
  );
}, 120_000);

const junk = fc.anything({ maxDepth: 1, withNullPrototype: true });

it('never throws on a playbook of which a part is rubbish', () => {
  const spoiled = fc
    .tuple(randomPlaybook, fc.array(fc.nat(1_000), { minLength: 1, maxLength: 3 }), junk)
    .map(([playbook, places, rubbish]) => {
      const whole = JSON.parse(JSON.stringify(playbook)) as Record<string, unknown>;
      for (const place of places) spoil(whole, place, rubbish);
      return whole as unknown as Playbook;
    });
  const faults = new Set<string>();
  for (const playbook of fc.sample(spoiled, { numRuns: 600, seed })) {
    try {
      const engine = createEngine(playbook);
      engine.decide('slot0', emptyProfile, contextOf());
      engine.variation('x0', emptyProfile, contextOf());
      engine.segments(emptyProfile, contextOf());
    } catch (cause) {
      faults.add(String(cause));
    }
  }
  expect([...faults]).toEqual([]);
}, 120_000);

/** Puts rubbish in the place of the n-th value, in the order in which they are written. */
const spoil = (whole: Record<string, unknown>, place: number, rubbish: unknown): void => {
  const owners: (readonly [Record<string, unknown>, string])[] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      owners.push([value as Record<string, unknown>, key]);
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(whole);
  const [owner, key] = owners[place % owners.length] ?? [whole, 'slots'];
  owner[key] = structuredClone(rubbish);
};
