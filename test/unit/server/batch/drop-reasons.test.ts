import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { boundedDrops, createReasonLabels } from '../../../../packages/server/src/batch/drop-reasons.js';
import { openServer } from '../open-server.js';
import { sampleBatch, sampleEvent } from '../sample-event.js';

const manyReasons = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`reason_${number}`, 2]));

it('keeps few reasons as they came', () => {
  expect(boundedDrops({ log_full: 3, none: 0 })).toEqual({ log_full: 3 });
});

it('gathers a flood of reasons under one name and keeps the sum', () => {
  const bounded = boundedDrops(manyReasons);
  expect(Object.keys(bounded)).toHaveLength(51);
  expect(bounded['other']).toBe(20);
});

it('adds to a reason other that the browser sent itself', () => {
  expect(boundedDrops({ other: 5, ...manyReasons })['other']).toBe(5 + 11 * 2);
  expect(boundedDrops({ ...manyReasons, other: 5 })['other']).toBe(5 + 10 * 2);
});

it('adds up reasons that are alike once they are cut', () => {
  const start = 'r'.repeat(64);
  expect(boundedDrops({ [`${start}a`]: 1, [`${start}b`]: 2 })).toEqual({ [start]: 3 });
});

it.each([[{ offline: 1.5 }], [{ offline: -1 }], [{ offline: 1e300 }], [{ offline: null }], ['many'], [null], [[1]]])(
  'counts what it cannot read in %j',
  (drops) => {
    expect(boundedDrops(drops)).toEqual({ unreadable: 1 });
  },
);

it('never counts beyond the safe integers', () => {
  const start = 'r'.repeat(64);
  const most = Number.MAX_SAFE_INTEGER;
  expect(boundedDrops({ [`${start}a`]: most, [`${start}b`]: most })).toEqual({ [start]: most });
});

it('calls later labels other, and goes on knowing the first', () => {
  const labelOf = createReasonLabels();
  Object.keys(manyReasons).forEach(labelOf);
  expect([labelOf('reason_0'), labelOf('reason_59')]).toEqual(['reason_0', 'other']);
});

const dropsIn = (path: string) => {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT reason, count FROM drops ORDER BY reason').all();
  database.close();
  return rows.map(({ reason, count }) => [reason, count]);
};

it.each<[string, string, readonly (readonly [string, number])[]]>([
  [
    'a count is text',
    '{"log_full":"7","offline":2}',
    [
      ['offline', 2],
      ['unreadable', 1],
    ],
  ],
  ['a reason is very long', `{"${'r'.repeat(65)}":3}`, [['r'.repeat(64), 3]]],
  ['a reason is __proto__', '{"__proto__":3}', [['other', 3]]],
  ['they are no object', '[1]', [['unreadable', 1]]],
])('never sinks a batch, even when %s', async (_name, drops, kept) => {
  const { post, path, store } = await openServer();
  const body = JSON.stringify(sampleBatch([sampleEvent('a')])).replace(/}$/, `,"drops":${drops}}`);
  expect((await post(body)).statusCode).toBe(202);
  expect((await store.counts()).events).toBe(1);
  expect(dropsIn(path)).toEqual(kept);
});
