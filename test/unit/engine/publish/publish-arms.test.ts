import { createEngine, emptyProfile, publish } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';
import { eventOf } from '../build-events.js';

const context = { nowMs: 0, page: { path: '/' }, visitorId: 'visitor-1' };
const test = { id: 'words', variations: [{ id: 'a' }, { id: 'b' }], weights: [0, 1] };
const content = { title: 'B' };

const decided = (playbook: Partial<Playbook>, more = {}) =>
  createEngine({ v: 1, version: '1', ...playbook }).decide('hero', emptyProfile, { ...context, ...more });

it('counts an arm that a condition asks for like one that a candidate names', () => {
  const slots = [{ id: 'hero', candidates: [{ id: 'c', when: { 'experiments.words': 'b' }, content }] }];
  expect(decided({ experiments: [test], slots })).toMatchObject({
    candidate: 'c',
    experiments: [{ id: 'words', variation: 'b' }],
  });
});

it('does not count an arm that was forced, though only a condition asks for it', () => {
  const slots = [{ id: 'hero', candidates: [{ id: 'c', when: { 'experiments.words': 'a' }, content }] }];
  expect(decided({ experiments: [test], slots }, { forced: { words: 'a' } })).toMatchObject({
    candidate: 'c',
    preview: true,
    experiments: [],
  });
});

it('draws other shoppers when the holdout gets another seed, those who were seen included', () => {
  const versionOf = (seed?: string) =>
    publish({ v: 1, version: '1', holdout: { share: 0.5, ...(seed && { seed }) } }).experiments[0]?.version;
  expect(new Set([versionOf(), versionOf('autumn'), versionOf('winter')]).size).toBe(3);
});

it('does not count the default content against a campaign', () => {
  const playbook: Playbook = {
    v: 1,
    version: '1',
    campaigns: [{ id: 'summer', caps: { ever: 1 } }],
    slots: [{ id: 'hero', candidates: [{ id: 'c', campaign: 'summer', content }] }],
  };
  const engine = createEngine(playbook);
  const seen = (candidate: string) =>
    engine.reduce(
      emptyProfile,
      eventOf({ name: 'x_exposure', params: { slot: 'hero', candidate, campaign: 'summer' } }),
    );
  expect(engine.decide('hero', seen('default'), context).candidate).toBe('c');
  expect(engine.decide('hero', seen('c'), context).trace[0]?.outcome).toBe('capped');
});
