import { expect, it } from 'vitest';
import { slotsOf, warningsOf } from './checked.js';

const fieldsOf = async (parts: object): Promise<readonly string[]> =>
  (await warningsOf(parts)).filter((line) => line.includes('no field that')).map((line) => line.split(':')[0] ?? '');

it('names a field that nothing reads, and those it may have meant', async () => {
  const [first] = await warningsOf({ slots: slotsOf({ wen: { 'cart.lines': 1 } }) });
  expect(first).toMatch(/^slots\[0\]\.candidates\[0\]\.wen: is no field that .* when you meant one of .*\bwhen\b/);
});

it.each([
  ['the playbook', { slotz: [] }, 'slotz'],
  ['an aggregate', { aggregates: [{ id: 'a', event: 'x', fn: 'count', window: 7 }] }, 'aggregates[0].window'],
  [
    'a rule of a score',
    { scores: [{ id: 's', title: 'S', rules: [{ event: 'x', points: 1, pre: 'item' }] }] },
    'scores[0].rules[0].pre',
  ],
  ['a stage', { journey: { stages: [{ id: 'lapsed', when: {}, wen: {} }] } }, 'journey.stages[0].wen'],
  [
    'a namespace',
    {
      experiments: [
        {
          id: 'ab',
          variations: [{ id: 'a' }, { id: 'b' }],
          stopped: true,
          namespace: { id: 'n', from: 0, to: 1, until: 1 },
        },
      ],
    },
    'experiments[0].namespace.until',
  ],
  ['caps', { caps: { days: 1 } }, 'caps.days'],
  ['a schedule', { slots: slotsOf({ schedule: { form: '2026-11-27' } }) }, 'slots[0].candidates[0].schedule.form'],
])('looks into %s', async (_, parts, expected) => {
  expect(await fieldsOf(parts)).toEqual([expected]);
});

it("leaves conditions, content, items and what is marked as the shop's own alone", async () => {
  const parts = {
    $schema: 'https://shop.example/playbook.json',
    x_owner: 'Anna',
    _note: 'for winter',
    catalogue: [{ item_id: 'A1', x_url: '/a1', colour: 'red' }],
    slots: slotsOf({ when: { 'traits.anything': 1 }, content: { anything: 'goes' }, weighted: { 'traits.x': 1 } }),
  };
  expect(await fieldsOf(parts)).toEqual([]);
});
