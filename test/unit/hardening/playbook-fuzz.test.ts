import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type PublishedPlaybook, emptyProfile, experiments, foldHistory, publish } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { createBeginning } from '../../../packages/browser/src/begin-playbook.js';
import { createDecisions } from '../../../packages/browser/src/decisions.js';
import { lateRecommenders } from '../../../packages/browser/src/late-recommenders.js';
import { recommenders } from '../../../packages/browser/src/page-recommenders.js';
import { acceptPlaybook, loadPlaybook } from '../../../packages/browser/src/playbook/playbook-source.js';
import { ALL_GRANTED } from '../../helpers/consenting.js';

const seed: Playbook = {
  v: 1,
  version: 'seed',
  currency: 'EUR',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  experiments: [{ id: 'x', variations: [{ id: 'a' }, { id: 'b' }] }] as unknown as NonNullable<Playbook['experiments']>,
  recommenders: [
    { id: 'recent', strategy: 'recently-viewed', fallback: 'popular' },
    { id: 'popular', strategy: 'popular' },
  ],
  slots: [
    {
      id: 'hero',
      candidates: [
        { id: 'a', when: { segments: { $elemMatch: { $eq: 'lookers' } } }, content: { title: 'A' } },
        { id: 'b', content: { title: 'B' }, recommend: { recommender: 'recent' } },
      ],
    },
  ],
  catalogue: [{ item_id: 'A', item_name: 'A', item_category: 'Pans', price: 3, x_url: '/p/A' }],
} as unknown as Playbook;

const published = publish(seed);

/** Every place of a JSON value, as the keys that lead to it. */
const placesOf = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([key, one]) => placesOf(one, [...at, key]))]
    : [at];
const places = placesOf(published).slice(1);

const withAt = (value: unknown, [key = '', ...rest]: readonly string[], put: unknown): unknown => {
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...(value as object) };
  const next = rest.length > 0 && Object(copy[key]) === copy[key] ? withAt(copy[key], rest, put) : put;
  Object.defineProperty(copy, key, { value: next, enumerable: true, configurable: true, writable: true });
  return copy;
};

const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    7,
    -1,
    1e308,
    '',
    'text',
    '__proto__',
    true,
    [],
    {},
    [null],
    [[]],
    [7],
    { toString: 1, valueOf: 1 },
    [{ id: { toString: 1 } }],
    [{ id: 'hero', candidates: 7 }],
    { length: 1e9 },
    JSON.parse('{"__proto__":{"id":"hero"}}'),
    Array.from({ length: 5_000 }, () => 7),
  ),
);

const mutated = fc
  .array(fc.tuple(fc.constantFrom(...places), hostile), { minLength: 1, maxLength: 4 })
  .map(
    (changes) => changes.reduce<unknown>((so, [place, put]) => withAt(so, place, put), published) as PublishedPlaybook,
  );

const context = (itemId?: string) => ({
  nowMs: 1_700_000_000_000,
  page: { path: '/p/A', itemId },
  visitorId: 'v',
  url: 'https://shop.example/?x=1',
});
vi.stubGlobal('location', new URL('https://shop.example/p/A?x=1'));

/** Asks everything that a page asks of a playbook; a throw is the test's. */
const askAll = async (playbook: PublishedPlaybook, isLate: boolean): Promise<void> => {
  const decisions = createDecisions({ assign: experiments, profile: () => emptyProfile, contextOf: context });
  const said: string[] = [];
  const late = lateRecommenders(() => Promise.resolve(recommenders));
  const beginning = createBeginning({
    picks: () => undefined,
    begin(next, recommend) {
      decisions.use(next, recommend);
    },
    host: {
      options: { site: 'demo', recommenders: isLate ? late : recommenders, experiments },
      consent: { get: () => ({ ...ALL_GRANTED, necessary: 'granted', sources: {} }) },
      on: () => () => undefined,
      recommend: decisions.recommend,
      variation: decisions.variation,
      personalization: () => 'granted',
      changed() {},
      diagnose: (code) => void said.push(code),
    },
  });
  beginning.use(acceptPlaybook(playbook, (code) => void said.push(code)));
  await Promise.resolve();
  await Promise.resolve();
  for (const slot of ['hero', '__proto__', 'constructor', '']) {
    const decision = decisions.decide(slot);
    expect(decision.slot).toBe(slot);
  }
  decisions.standing();
  decisions.variation('x');
  decisions.armOf('x');
  decisions.recommend('recent');
  await decisions.explain('hero');
};

const rejections: unknown[] = [];
process.on('unhandledRejection', (cause) => rejections.push(cause));

it('S18: 4,000 mutated playbooks throw nothing out of accepting and deciding, and pollute nothing', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(mutated, fc.boolean(), async (playbook, isLate) => {
      runs += 1;
      await askAll(playbook, isLate);
    }),
    { numRuns: 4_000, seed: 20_261 },
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(rejections).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { id?: unknown }).id).toBeUndefined();
  console.log(`S18: ${runs} mutated playbooks`);
}, 120_000);

it('S18: 2,000 values of every shape in place of a playbook are refused or survived', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.anything()), (value) => askAll(value as PublishedPlaybook, false)),
    { numRuns: 2_000, seed: 20_262 },
  );
}, 120_000);

it('S18: accumulators of every shape throw nothing while history is folded', () => {
  const broken: unknown[] = [];
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 3 }), (accumulators) => {
      const accepted = acceptPlaybook({ ...published, accumulators } as unknown as PublishedPlaybook, () => {});
      const event = {
        v: 1,
        id: 'e',
        name: 'view_item',
        atMs: 1,
        seq: 0,
        offsetMs: 0,
        sessionId: 's',
        params: {},
        consent: { purposes: [] },
      };
      try {
        if (accepted) foldHistory({}, accepted.accumulators, [event as never, 0, false]);
      } catch (cause) {
        broken.push([JSON.stringify(accumulators), String(cause)]);
      }
    }),
    { numRuns: 2_000, seed: 20_263 },
  );
  expect(broken.slice(0, 3)).toEqual([]);
});

it.each([
  ['an answer that is no JSON', '<!doctype html><title>404</title>'],
  ['an empty answer', ''],
  ['more than four million characters', `"${'x'.repeat(4_000_001)}"`],
  ['JSON of another kind', '[1]'],
  ['a deep list', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['an unpublished playbook', JSON.stringify(seed)],
])('S18: %s is no playbook, and the reason is said once', async (_name, text) => {
  vi.stubGlobal('fetch', async () => new Response(text));
  const said: string[] = [];
  expect(await loadPlaybook('/playbook.json', (code) => void said.push(code))).toBe(null);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^playbook\//);
});
