import { createEngine, emptyProfile, publish } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';

const playbook: Playbook = {
  v: 1,
  version: '1',
  segments: [
    { id: 'everybody', title: 'Everybody', when: {} },
    { id: 'on-the-list', title: 'On the list', when: { 'page.path': { $regexi: '^/LIST' } } },
  ],
  slots: [
    {
      id: 'hero',
      candidates: [
        { id: 'low', priority: 1 },
        { id: 'high', content: {}, priority: 9, when: { segments: { $elemMatch: { $eq: 'on-the-list' } } } },
        { id: 'newer', priority: 99, when: { $not: { 'page.path': { $soundsLike: 'x' } } } },
      ],
    },
  ],
};
const context = { nowMs: 0, page: { path: '/list/' } };

it('survives the wire: a device decides as the author’s engine does', () => {
  const device = createEngine(JSON.parse(JSON.stringify(publish(playbook))));
  expect(device.segments(emptyProfile, context)).toEqual(['everybody', 'on-the-list']);
  expect(device.decide('hero', emptyProfile, context)).toEqual(
    createEngine(playbook).decide('hero', emptyProfile, context),
  );
  expect(device.decide('hero', emptyProfile, context)).toMatchObject({
    candidate: 'high',
    trace: [
      { candidate: 'newer', outcome: 'unknown-operator' },
      { candidate: 'high', outcome: 'chosen' },
      { candidate: 'low', outcome: 'not-reached' },
    ],
  });
});

it('changes nothing that is published', () => {
  const published = publish(playbook);
  expect(publish(published)).toBe(published);
});

it('leaves the author’s playbook as it was', () => {
  const before = structuredClone(playbook);
  publish(playbook);
  expect(playbook).toEqual(before);
});

it('gives a device that was handed an author’s playbook nothing, not everything', () => {
  const handed = { ...playbook, published: 2 as const };
  expect(createEngine(handed as never).decide('hero', emptyProfile, context).candidate).toBeNull();
});

it('leaves out what is for the shop’s own people: a published playbook can be read by anyone', () => {
  const published = publish({
    v: 1,
    version: '1',
    segments: [{ id: 'a', title: 'A', description: 'a secret', persona: 'a secret', when: {} }],
    experiments: [{ id: 'e', title: 'a secret', variations: [{ id: 'x', title: 'a secret' }, { id: 'y' }] }],
    campaigns: [{ id: 'c', title: 'a secret' }],
    slots: [],
  });
  expect(JSON.stringify(published)).not.toContain('a secret');
});

it('has a page load code for models, services and prefetching where a playbook has one of them, and else none', () => {
  const modelsOf = (more: object) => publish({ v: 1, version: '1', slots: [], ...more }).models;
  expect(modelsOf({ recommenders: [{ id: 'a', strategy: 'popular' }] })).toBeUndefined();
  expect(modelsOf({ recommenders: [{ id: 'a', strategy: 'remote' }] })).toEqual([]);
  expect(modelsOf({ prefetch: { recommender: 'a' } })).toEqual([]);
});
