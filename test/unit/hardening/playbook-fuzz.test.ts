// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://shop.example/p/A?x=1" }
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type PublishedPlaybook, foldHistory, publish } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { acceptPlaybook, loadPlaybook } from '../../../packages/browser/src/playbook/playbook-source.js';
import { askAll } from './ask-playbook.js';

const popular = { id: 'popular', strategy: 'popular' };
const seed: Playbook = {
  v: 1,
  version: 'seed',
  currency: 'EUR',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  experiments: [{ id: 'x', variations: [{ id: 'a' }, { id: 'b' }] }] as unknown as NonNullable<Playbook['experiments']>,
  recommenders: [{ id: 'recent', strategy: 'recently-viewed', fallback: 'popular' }, popular],
  slots: [
    {
      id: 'hero',
      candidates: [
        { id: 'a', when: { segments: { $elemMatch: { $eq: 'lookers' } } }, content: { title: 'A' } },
        { id: 'b', content: { title: 'B' }, recommend: { recommender: 'recent' } },
      ],
    },
  ],
  catalogue: [
    { item_id: 'A', item_name: 'A', item_category: 'Pans', price: 3, x_url: '/p/A' },
    { item_id: 'B', item_name: 'B', item_category: 'Pans', price: 3, x_url: '/p/B' },
  ],
} as unknown as Playbook;

/** The same, and what needs code that comes later. */
const laterSeed = {
  ...seed,
  recommenders: [
    { id: 'recent', strategy: 'recently-viewed', fallback: 'popular' },
    { ...popular, pins: [{ item: 'A', place: 1 }], boosts: [{ brands: ['N'], weight: 2 }] },
    { id: 'service', strategy: 'remote', remote: { url: '/recommend', timeoutMs: 5 }, fallback: 'alike' },
    { id: 'alike', strategy: 'similar', diversity: { by: 'category' }, fallback: 'yours' },
    { id: 'yours', strategy: 'personal-picks', fallback: 'popular' },
  ],
  prefetch: { recommender: 'popular', limit: 2 },
  triggers: [
    {
      id: 'looked',
      on: { moment: 'event', event: 'view_item' },
      do: { event: 'asked', params: { a: 1 }, fill: 'hero' },
    },
    { id: 'likes', on: { moment: 'segment', segment: 'lookers' }, do: { event: 'liked' } },
    {
      id: 'leaves',
      on: { moment: 'exit' },
      when: { 'page.path': '/p/A' },
      do: { event: 'left' },
      caps: { session: 1 },
    },
    { id: 'reads', on: { moment: 'scroll', share: 0.5 } },
    { id: 'stays', on: { moment: 'dwell', seconds: 1 } },
    { id: 'rests', on: { moment: 'idle', seconds: 1 } },
    { id: 'returns', on: { moment: 'return', minutes: 1 } },
  ],
} as unknown as Playbook;

const published = publish(seed);
const publishedLater = publish(laterSeed);

/** Every place of a JSON value, as the keys that lead to it. */
const placesOf = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([key, one]) => placesOf(one, [...at, key]))]
    : [at];
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

const mutatedOf = (playbook: PublishedPlaybook) => {
  const places = placesOf(playbook).slice(1);
  return fc
    .array(fc.tuple(fc.constantFrom(...places), hostile), { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce<unknown>((so, [place, put]) => withAt(so, place, put), playbook))
    .map((mutated) => mutated as PublishedPlaybook);
};

/** What a service says, whatever it was asked. */
vi.stubGlobal('fetch', async () => new Response('{"items":["B","A",7]}'));

const rejections: unknown[] = [];
process.on('unhandledRejection', (cause) => rejections.push(cause));

it.each([
  ['4,000', published],
  ['600', publishedLater],
])(
  'S18: %s mutated playbooks throw nothing out of accepting and deciding, and pollute nothing',
  async (count, playbook) => {
    const page = document.documentElement.outerHTML;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(mutatedOf(playbook), fc.boolean(), async (one, isLate) => {
        runs += 1;
        await askAll(one, isLate);
      }),
      { numRuns: Number(count.replace(',', '')), seed: 20_261 },
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(rejections).toEqual([]);
    expect(document.documentElement.outerHTML).toBe(page);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { id?: unknown }).id).toBeUndefined();
    console.log(`S18: ${runs} mutated playbooks`);
  },
  120_000,
);

it('S18: 2,000 values of every shape in place of a playbook are refused or survived', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.anything()), async (value) => {
      await askAll(value as PublishedPlaybook, false);
    }),
    { numRuns: 2_000, seed: 20_262 },
  );
}, 120_000);

const hostileParts = {
  prefetch: [{ prefetch: 7 }, { prefetch: [] }, { prefetch: { recommender: { toString: 1 } } }],
  'remote service': [
    ...[7, {}, { url: 7 }, { url: { toString: 1 } }, { url: 'http://elsewhere.example/' }, { url: 'javascript:0' }],
    ...[{ url: '/r', timeoutMs: { valueOf: 1, toString: 1 } }],
  ].map((remote) => ({ recommenders: [{ id: 'service', strategy: 'remote', remote, fallback: 'popular' }, popular] })),
  models: [{ models: 7 }, { models: [null] }, { models: [{ kind: { toString: 1 } }] }],
};
it.each(
  Object.entries(hostileParts).flatMap(([field, parts]) =>
    parts.map((part) => [JSON.stringify(part), field, part] as const),
  ),
)('S18: a playbook with %s leaves the page as it is, and is told by its field: %s', async (_text, field, part) => {
  const before = document.documentElement.outerHTML;
  const said = await askAll({ ...published, models: [], ...part } as never, false);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(said.filter((one) => one.includes(field))).toHaveLength(1);
  expect(document.documentElement.outerHTML).toBe(before);
  expect(rejections).toEqual([]);
});

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
