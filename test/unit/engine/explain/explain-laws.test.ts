import { type ConditionTree, createEngine, emptyProfile, explain, type Explanation, type Profile } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf } from '../build-events.js';
import { randomPlaybook } from '../random-playbook.js';
import { randomContext, randomPast } from '../random-shopper.js';

const nowhere = 'No/Where';

const drawn = fc
  .sample(fc.tuple(randomPlaybook, randomPast, randomContext), { numRuns: 400, seed: 2026 })
  .filter(([playbook]) => !JSON.stringify(playbook).includes(nowhere))
  .map(([playbook, past, context]) => {
    const engine = createEngine(playbook);
    const profile = past.reduce<Profile>((so, event) => engine.reduce(so, event), emptyProfile);
    const explanations = ['slot0', 'slot1', 'missing'].map((slot) => explain(playbook, slot, { profile, context }));
    return { engine, profile, context, explanations };
  });

const each = (law: (explanation: Explanation, about: (typeof drawn)[number]) => void) => {
  for (const about of drawn) for (const explanation of about.explanations) law(explanation, about);
};

it('explains also what is scheduled in a time zone that nobody knows', () => {
  const candidates = [
    { id: 'lost', schedule: { hours: ['00:00', '23:59'] as [string, string], timeZone: nowhere }, content: {} },
  ];
  const playbook: Playbook = { v: 1, version: '1', slots: [{ id: 'hero', candidates }] };
  const { decision } = explain(playbook, 'hero', { profile: emptyProfile, context: contextOf() });
  expect(decision.trace).toEqual([{ candidate: 'lost', outcome: 'off-schedule' }]);
});

it('explains the decision that is made', () => {
  each(({ decision }, { engine, profile, context }) => {
    expect(decision).toEqual(engine.decide(decision.slot, profile, context));
  });
});

it('tells the stage, the segments and the arms that the engine tells', () => {
  each(({ stage, segments, experiments }, { engine, profile, context }) => {
    expect(stage).toBe(engine.standing(profile, context).stage);
    expect(segments.flatMap(({ id, isIn }) => (isIn ? [id] : []))).toEqual(engine.segments(profile, context));
    expect(experiments).toEqual(experiments.map(({ experiment }) => engine.variation(experiment, profile, context)));
  });
});

it('names the candidates in the order in which they were asked, with what became of each', () => {
  each(({ candidates, decision }) => {
    expect(candidates.map(({ id, outcome }) => ({ candidate: id, outcome }))).toEqual(decision.trace);
  });
});

it('shows for each candidate the gate that it failed at, and none for the chosen one', () => {
  const met = new Set<string>();
  each(({ candidates }) => {
    for (const { outcome, gates } of candidates) {
      met.add(outcome);
      const failed = gates.find(({ tree }) => !tree.holds)?.outcome;
      // What was not reached was not asked; what has too few items was not asked for its arm.
      if (outcome === 'not-reached' || outcome === 'too-few-items') continue;
      expect(failed ?? 'chosen').toBe(outcome);
    }
  });
  expect(met.size).toBeGreaterThan(7);
});

it('shows a tree that holds for the segments that the shopper is in, and for no other', () => {
  each(({ segments }) => {
    for (const { isIn, tree } of segments) expect(tree.holds).toBe(isIn);
  });
});

const expectSound = (tree: ConditionTree): void => {
  if (tree.kind === 'check') return;
  const holds = tree.parts.map((part) => part.holds);
  const any = holds.length === 0 || holds.includes(true);
  expect(tree.holds).toBe(tree.kind === 'all' ? !holds.includes(false) : any === (tree.kind === 'any'));
  tree.parts.forEach(expectSound);
};

it('draws trees in which every answer follows from those below it', () => {
  each(({ candidates, segments }) => {
    for (const { gates } of candidates) for (const { tree } of gates) expectSound(tree);
    for (const { tree } of segments) expectSound(tree);
  });
});

it('says it in lines for a developer and in a sentence for a shopper', () => {
  each(({ lines, shopper, decision }) => {
    expect(lines[0]).toContain(decision.slot);
    expect(shopper.length).toBeGreaterThan(10);
    expect(shopper).not.toMatch(/undefined|null|NaN|\{/);
  });
});

it('B39: lists each input once, with its purposes, as plain JSON; never a segment or a stage, which are worked out anew', () => {
  let most = 0;
  each(({ inputs, decision }) => {
    const texts = inputs.map((input) => JSON.stringify(input));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.map((text) => JSON.parse(text) as object)).toEqual(inputs);
    for (const { fact, purposes } of inputs) {
      expect(fact).not.toMatch(/^(segments|stage)$/);
      expect(purposes.length).toBeGreaterThan(0);
    }
    if (decision.reason === 'no-slot') expect(inputs).toEqual([]);
    most = Math.max(most, inputs.length);
  });
  expect(most).toBeGreaterThan(3);
});

it('shows a segment as it was asked, before those behind it were found', () => {
  const segments = [
    { id: 'early', title: 'Early', when: { segments: { $in: ['late'] } } },
    { id: 'staged', title: 'Staged', when: { stage: 'discovery' } },
    { id: 'late', title: 'Late', when: {} },
  ];
  const playbook: Playbook = { v: 1, version: '1', segments, journey: { stages: [{ id: 'discovery', when: {} }] } };
  const explanation = explain(playbook, 'hero', { profile: emptyProfile, context: contextOf() });
  expect(explanation.segments.map(({ id, isIn, tree }) => [id, isIn, tree.holds])).toEqual([
    ['early', false, false],
    ['staged', false, false],
    ['late', true, true],
  ]);
});
