import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paramsOf } from '../../../../packages/browser/src/capture/params.js';

const read = (raw: unknown) => {
  const left: string[] = [];
  const params = paramsOf(raw, (field) => left.push(field));
  return { params, left };
};

const throwing = (target: object) =>
  new Proxy(
    target,
    Object.fromEntries(
      Object.getOwnPropertyNames(Reflect).map((trap) => [
        trap,
        () => {
          throw new Error(trap);
        },
      ]),
    ),
  );

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

class Thing {
  name = 'thing';
}

it.each<[string, unknown]>([
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['a BigInt', 1n],
  ['NaN', Number.NaN],
  ['a class’s instance, as a node is one', new Thing()],
  ['an error', new Error('x')],
  ['a map', new Map([['a', 1]])],
  ['a boxed text', Object('x')],
  ['a promise', Promise.resolve(1)],
  ['a throwing proxy', throwing({})],
  ['a revoked proxy', revoked()],
])('S25: %s is left out, and what stands beside it is kept', (_name, raw) => {
  expect(read({ raw, ok: 1 }).params).toEqual({ ok: 1 });
});

it('S25: a throwing proxy of a list is left out and named', () => {
  expect(read({ list: throwing([1]), items: [{ item_id: 'A' }, throwing({})] })).toEqual({
    params: { items: [{ item_id: 'A' }] },
    left: ['list', 'items[1]', 'items[1].item_id'],
  });
});

it('S25: parameters that throw at every touch become none', () => {
  expect(read(throwing({})).params).toEqual({});
  expect(read(revoked()).params).toEqual({});
});

describe('S25: getters', () => {
  const counted = () => {
    let runs = 0;
    const trap = { enumerable: true, configurable: true, get: () => (runs += 1) };
    return { trap, runs: () => runs };
  };

  it('S25: of an object, an item and a list are never run', () => {
    const { trap, runs } = counted();
    const item = Object.defineProperty({ item_id: 'A' }, 'price', trap);
    const list = Object.defineProperty([1, 2], 1, trap);
    const params = Object.defineProperty({ list, items: [item] }, 'value', trap);
    expect(read(params).params).toEqual({ list: [1, null], items: [{ item_id: 'A' }] });
    expect(runs()).toBe(0);
  });

  it('S25: of a class’s prototype, toJSON, toString and iterators are never run', () => {
    const { trap, runs } = counted();
    const list = Object.assign([1], { slice: trap.get, map: trap.get, [Symbol.iterator]: trap.get });
    const object = { toJSON: trap.get, toString: trap.get, valueOf: trap.get, [Symbol.toPrimitive]: trap.get };
    expect(read({ list, object, value: object }).params).toEqual({ list: [1], object: {} });
    expect(runs()).toBe(0);
  });
});

// Made inside the property: the generator itself would touch a proxy.
const HOSTILE = [
  () => () => 1,
  () => 1n,
  () => Symbol('s'),
  () => throwing({}),
  () => throwing([]),
  revoked,
  () => new Thing(),
];

it('S25: whatever it is given, it answers with plain JSON and never throws', () => {
  const harmless = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
  });
  fc.assert(
    fc.property(harmless, fc.nat(HOSTILE.length - 1), fc.boolean(), (one, which, nested) => {
      const hostile = HOSTILE[which]?.();
      const other = nested ? { one, hostile, list: [hostile, one] } : hostile;
      const { params } = read({
        one,
        items: [{ item_id: 'A', other }, other],
        value: one,
        search_term: other,
        [String(which)]: other,
      });
      expect(JSON.stringify(JSON.parse(JSON.stringify(params)))).toBe(JSON.stringify(params));
    }),
    { numRuns: 3_000 },
  );
}, 60_000);

it('S14, S25: names that pollute are left out, and nothing is polluted', () => {
  const { params } = read(
    JSON.parse(
      '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    ),
  );
  expect(Object.keys(params['a'] as object)).toEqual(['constructor']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
