import { emptyProfile, explain, type Profile, publish } from '@aisle/engine';
import { expect, it } from 'vitest';
import { isClickId } from '../../../packages/browser/src/click-id.js';

const names = [
  ...['dclid', 'gclid', 'yclid', 'fbclid', 'ttclid', 'twclid', 'gbraid', 'wbraid'],
  ...['msclkid', 'li_fat_id', 'epik', 'ScCid'],
];

/** Under which purposes a fact is there that holds a parameter of an event. */
const purposesOf = (field: string) => {
  const playbook = publish({
    v: 1,
    version: '1',
    aggregates: [{ id: 'word', fn: 'last', event: 'page_view', field }],
    slots: [{ id: 'hero', candidates: [{ id: 'a', content: {}, when: { 'history.word': 'x' } }] }],
  });
  const [key = ''] = playbook.accumulators.map((accumulator) => accumulator.key);
  const profile: Profile = { ...emptyProfile, firstAtMs: 0, history: { [key]: [[0, 1, 'x']] } };
  return explain(playbook, 'hero', { profile, context: { nowMs: 0, page: { path: '/' } } }).inputs[0]?.purposes;
};

it('B39: explains under the purposes by which fields are filtered', () => {
  expect(names.filter((name) => !isClickId(name))).toEqual([]);
  for (const name of names) expect([name, purposesOf(name)]).toEqual([name, ['personalization', 'marketing']]);
  expect(purposesOf('utm_source')).toEqual(['personalization', 'measurement']);
  expect(purposesOf('page_path')).toEqual(['personalization']);
});
