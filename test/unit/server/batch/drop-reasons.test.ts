import { expect, it } from 'vitest';
import { boundedDrops, createReasonLabels } from '../../../../packages/server/src/batch/drop-reasons.js';

const manyReasons = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`reason_${number}`, 2]));

it('keeps few reasons as they came', () => {
  expect(boundedDrops({ log_full: 3, none: 0 })).toEqual({ log_full: 3 });
});

it('gathers a flood of reasons under one name and keeps the sum', () => {
  const bounded = boundedDrops(manyReasons);
  expect(Object.keys(bounded)).toHaveLength(51);
  expect(bounded['other']).toBe(20);
});

it('calls later labels other, and goes on knowing the first', () => {
  const labelOf = createReasonLabels();
  Object.keys(manyReasons).forEach(labelOf);
  expect([labelOf('reason_0'), labelOf('reason_59')]).toEqual(['reason_0', 'other']);
});
