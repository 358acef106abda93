import fc from 'fast-check';
import { expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import '../../../helpers/aisle-global.js';
import {
  COIN,
  type HostileShop,
  hostilePage,
  openHostileShop,
  publishedWith,
  slotWith,
  takeAll,
} from '../hostile-shop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
  shop.serve('/v1/withdraw', { status: 202, body: '{}' });
  shop.serve('/playbook.json', {
    body: JSON.stringify(
      publishedWith({
        segments: [{ id: 'all', title: 'All', when: [] }],
        recommenders: [{ id: 'r', strategy: 'popular' }],
        catalogue: [{ item_id: 'A', item_name: 'A' }],
        slots: [slotWith('hero', { content: { title: 'Hello' } })],
        experiments: [COIN],
      }),
    ),
  });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-ingest="/v1/batch" data-playbook="/playbook.json"',
      body: '<section data-aisle-slot="hero"><template><b data-aisle-text="title"></b></template></section>',
    }),
  );
});
test.afterEach(() => shop.close());

type Call = readonly [method: string, given: readonly unknown[]];

const METHODS = [
  ...['record', 'consent.set', 'consent.get', 'consent.ask', 'decide', 'recommend', 'variation', 'expose', 'force'],
  ...['on', 'explain', 'flush', 'privacy.export', 'command'],
] as const;

/** Values that JSON cannot say, by a word that the page understands. */
const SPECIAL = [
  ...[
    'undefined',
    'NaN',
    'Infinity',
    'bigint',
    'symbol',
    'function',
    'throwing function',
    'node',
    'window',
    'document',
  ],
  ...[
    'date',
    'map',
    'proxy',
    'revoked proxy',
    'getter',
    'cycle',
    'throwing toString',
    'null prototype',
    'promise',
    'rejection',
    'empty list',
    'long',
  ],
] as const;
const value = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom(...SPECIAL).map((special) => ({ special })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'hero',
      'x',
      'r',
      'a',
      'event',
      'decision',
      'granted',
      'view_item',
      'purchase',
      '__proto__',
      'constructor',
      'toString',
      '',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      personalization: fc.constantFrom('granted', 'denied', 'pending', true, null),
      measurement: fc.constantFrom('granted', 'denied', 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      items: fc.oneof(fc.jsonValue(), fc.array(fc.record({ item_id: fc.jsonValue(), price: fc.jsonValue() }))),
      value: fc.jsonValue(),
    }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
const calls = fc.array(fc.tuple(fc.constantFrom(...METHODS), fc.array(value, { maxLength: 3 })), {
  minLength: 250,
  maxLength: 250,
});

test('S18, S25: 3,000 random calls of every public method with values of every shape throw nothing into the page', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const troubles = watchTroubles(page);
  let count = 0;
  const thrown: string[] = [];
  for (const sample of fc.sample(calls, { numRuns: 12, seed: 20_264 })) {
    await page.goto(shop.url);
    await page.waitForFunction(() => typeof aisle.consent === 'object');
    const made = sample as readonly Call[];
    const found = await page.evaluate(async (list: readonly Call[]) => {
      const evil: Record<string, () => unknown> = {
        undefined: () => undefined,
        NaN: () => NaN,
        Infinity: () => Infinity,
        bigint: () => 1n,
        symbol: () => Symbol('x'),
        function: () => () => 1,
        'throwing function': () => () => {
          throw new Error('listener');
        },
        node: () => document.body,
        window: () => window,
        document: () => document,
        date: () => new Date(),
        map: () => new Map([['a', 1]]),
        proxy: () =>
          new Proxy(
            {},
            {
              get: () => {
                throw new Error('get');
              },
              ownKeys: () => {
                throw new Error('keys');
              },
              has: () => {
                throw new Error('has');
              },
              getPrototypeOf: () => {
                throw new Error('prototype');
              },
            },
          ),
        'revoked proxy': () => {
          const { proxy, revoke } = Proxy.revocable({}, {});
          revoke();
          return proxy;
        },
        getter: () => ({
          get items() {
            throw new Error('getter');
          },
          get limit() {
            throw new Error('getter');
          },
          get personalization() {
            throw new Error('getter');
          },
        }),
        cycle: () => {
          const cycle: unknown[] = [];
          cycle.push(cycle, { cycle });
          return { cycle, items: cycle };
        },
        'throwing toString': () => ({
          toString: () => {
            throw new Error('text');
          },
          valueOf: () => {
            throw new Error('value');
          },
        }),
        'null prototype': () => Object.create(null),
        promise: () => Promise.resolve(1),
        rejection: () => {
          const rejection = Promise.reject(new Error('the test’s own'));
          rejection.catch(() => 1);
          return rejection;
        },
        'empty list': () => Array.from({ length: 2 }),
        long: () => 'x'.repeat(100_000),
      };
      const real = (given: unknown): unknown =>
        typeof given === 'object' && given !== null && Object.hasOwn(given, 'special')
          ? evil[String(Reflect.get(given, 'special'))]?.()
          : given;
      const threw: string[] = [];
      const pending: Promise<unknown>[] = [];
      for (const [method, given] of list) {
        const values = given.map(real);
        try {
          const answer =
            method === 'command'
              ? (aisle as unknown as (...all: unknown[]) => unknown)(...values)
              : method.split('.').reduce<unknown>((at, part) => Reflect.get(Object(at), part), aisle);
          const result = typeof answer === 'function' && method !== 'command' ? answer(...values) : answer;
          if (result instanceof Promise && !values.includes(result))
            pending.push(result.catch((cause) => threw.push(`${method} rejected: ${String(cause)}`)));
        } catch (cause) {
          threw.push(`${method}: ${String(cause)}`);
        }
      }
      await Promise.race([Promise.all(pending), new Promise((resolve) => setTimeout(resolve, 8_000))]);
      await new Promise((resolve) => setTimeout(resolve, 400));
      return threw;
    }, made);
    count += made.length;
    thrown.push(...found);
  }
  console.log(`${count} random calls`);
  expect([...new Set(thrown)]).toEqual([]);
  expect(troubles).toEqual([]);
});
