import { expect, it } from 'vitest';
import { shoppersPerArm } from '../../../../packages/cli/src/check/power.js';
import { checked, slotsOf } from './checked.js';
import { eventFile, visitors } from './recorded-events.js';

const test = { id: 'ab', variations: [{ id: 'a' }, { id: 'b' }] };
const three = { id: 'ab', variations: ['a', 'b', 'c'].map((id) => ({ id })) };
const partsOf = (experiment: object, more: object = {}) => ({
  experiments: [experiment],
  slots: slotsOf({ experiment: { id: 'ab' } }),
  ...more,
});
// 2,000 visitors a day, one in ten buys, to see 12 % instead: 3,841 an arm.
const told = ['--visitors-per-day', '2000', '--conversion', '0.1', '--lift', '0.2'];

const powerOf = async (parts: object, words: readonly string[] = told) => {
  const { said, findings, code } = await checked(parts, ...words);
  const [, , arms, perArm, days] = (said.split('\n').find((line) => line.includes('│ ab ')) ?? '')
    .split('│')
    .map((cell) => cell.trim());
  return { arms, perArm, days, findings, code };
};

it.each([
  // Two-sided 5 %, power 80 %: as `power.prop.test` of R says, rounded up.
  [0.1, 0.2, 1, 3841],
  [0.5, 0.1, 1, 1565],
  [0.05, 0.2, 1, 8158],
])('needs as many shoppers as published tables say: %d and a lift of %d', (conversion, lift, comparisons, expected) => {
  expect(shoppersPerArm({ conversion, lift, comparisons })).toBe(expected);
});

it('needs more shoppers an arm when more arms are held against the control', () => {
  const [one, two] = [1, 2].map((comparisons) => shoppersPerArm({ conversion: 0.1, lift: 0.2, comparisons }));
  // z at 1.25 % a side is 2.2414 instead of 1.96.
  expect((two ?? 0) / (one ?? 1)).toBeCloseTo(((2.2414 + 0.8416) / (1.96 + 0.8416)) ** 2, 2);
});

it('never sees a lift where nobody buys', () => {
  expect(shoppersPerArm({ conversion: 0, lift: 0.2, comparisons: 1 })).toBe(Infinity);
});

it('says how many days an experiment needs with the traffic it is told', async () => {
  expect(await powerOf(partsOf(test))).toMatchObject({ arms: '2', perArm: '3,841', days: '4', findings: [] });
});

it.each([
  ['coverage', { ...test, coverage: 0.1 }, {}, '39'],
  ['the smallest arm', { ...test, weights: [0.8, 0.2] }, {}, '10'],
  ['learned weights', { ...test, bandit: { weights: [0.8, 0.2], updatedAt: '2026-11-20' } }, {}, '10'],
  ['the part of a namespace', { ...test, namespace: { id: 'n', from: 0.5, to: 0.75 } }, {}, '16'],
  ['the holdout', test, { holdout: { share: 0.5 } }, '8'],
])('takes %s into account', async (_, experiment, more, days) => {
  expect((await powerOf(partsOf(experiment, more))).days).toBe(days);
});

it('counts the combinations of a multivariate test as arms', async () => {
  const factors = ['x', 'y'].map((id) => ({ id, levels: ['a', 'b'] }));
  expect((await powerOf(partsOf({ id: 'ab', factors }))).arms).toBe('4');
});

it('asks for stronger proof of each of three arms', async () => {
  expect(await powerOf(partsOf(three))).toMatchObject({ arms: '3', perArm: '4,652' });
});

it('leaves out an arm that gets nobody', async () => {
  expect((await powerOf(partsOf({ ...three, weights: [0.5, 0.5, 0] }))).arms).toBe('2');
});

it('warns of an experiment that would need more than 60 days', async () => {
  const { findings, code } = await powerOf(partsOf({ ...test, coverage: 0.06 }));
  expect(code).toBe(0);
  expect(findings).toEqual([
    'experiments[0]: ab would need 65 days to see a lift of 20 %: 3,841 shoppers an arm, and 60 a day come to the smallest one (conversion 10 %). Fix: raise its coverage, take fewer arms, make the smallest larger, or look for a larger lift with --lift; under 60 days is sound',
  ]);
  expect((await powerOf(partsOf({ ...test, coverage: 0.07 }))).findings).toEqual([]);
});

it('warns of an experiment in which nobody takes part, or all are in one arm', async () => {
  expect((await powerOf(partsOf({ ...test, coverage: 0 }))).findings[0]).toContain('nobody takes part');
  expect((await powerOf(partsOf({ ...test, weights: [1, 0] }))).findings[0]).toContain('all are in one arm');
});

it('says nothing of an experiment that is stopped', async () => {
  expect((await powerOf(partsOf({ ...test, coverage: 0, stopped: true }))).findings).toEqual([]);
});

it('looks for a lift of 5 % when it is told none', async () => {
  expect((await powerOf(partsOf(test), told.slice(0, 4))).perArm).toBe('57,763');
});

it('says nothing of power without any traffic, and asks for both numbers', async () => {
  expect((await checked(partsOf(test))).said).not.toContain('days to see');
  const { code, said } = await checked(partsOf(test), '--conversion', '0.1');
  expect(code).toBe(1);
  expect(said).toContain('Give both --visitors-per-day and --conversion');
});

// 200 visitors in two days, one in ten buys.
const events = visitors(200, (visitor) => [
  { hour: visitor % 2 ? 0 : 47 },
  { hour: 48, name: visitor % 10 === 0 ? 'purchase' : 'view_item', params: { items: [{ item_id: 'A1' }] } },
]);

it('reads visitors a day and conversion from the events', async () => {
  const { perArm, days } = await powerOf(partsOf(test), ['--events', eventFile(events), '--lift', '0.2']);
  // 3,841 an arm, 50 a day come to each.
  expect({ perArm, days }).toEqual({ perArm: '3,841', days: '77' });
});

it('lets a number that it is told go before the events', async () => {
  const { days } = await powerOf(partsOf(test), ['--events', eventFile(events), ...told.slice(0, 2), '--lift', '0.2']);
  expect(days).toBe('4');
});

it('counts only the visitors whom an experiment is for, as the events show', async () => {
  const experiment = { ...test, when: { 'orders.count': { $gte: 1 } } };
  const { days } = await powerOf(partsOf(experiment), ['--events', eventFile(events), '--lift', '0.2']);
  expect(days).toBe('769');
});

it('warns when nobody in the events ever buys', async () => {
  const { findings } = await powerOf(partsOf(test), ['--events', eventFile(visitors(60, () => [{}]))]);
  expect(findings[0]).toContain('ab would need for ever to see a lift of 5 %');
});
