import { emptyProfile, englishWords, explain, germanWords } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';

const playbook: Playbook = {
  v: 1,
  version: 'reasons',
  segments: [
    { id: 'first-time', title: 'First visit', when: { 'profile.sessions': { $lte: 1 } } },
    { id: 'phone', title: 'On a phone', when: { 'device.touch': true } },
  ],
  slots: [
    {
      id: 'hero',
      candidates: [{ id: 'big-buttons', when: { segments: { $in: ['phone'] } }, content: { title: 'Tap' } }],
    },
  ],
};
const context = { nowMs: 0, page: { path: '/' }, device: { touch: true, width: 400 } };

it('gives the reasons of the segments that were asked for, not of all the shopper is in', () => {
  const { shopper } = explain(playbook, 'hero', { profile: emptyProfile, context });
  expect(shopper).toBe('You see this because of the device you use.');
});

it('speaks the language of the words it is given', () => {
  const { shopper } = explain(playbook, 'hero', { profile: emptyProfile, context, words: germanWords });
  expect(shopper).toBe('Sie sehen das wegen Ihres Geräts.');
});

it('has German words for every English one', () => {
  expect(Object.keys(germanWords.reasons)).toEqual(Object.keys(englishWords.reasons));
});
