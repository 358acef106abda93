import { createEngine, emptyProfile, publish } from '@aisle/engine';
import type { AisleEvent, Playbook, Trigger } from '@aisle/schema';
import { expect, it } from 'vitest';
import { eventOf } from '../build-events.js';

const context = { nowMs: Date.UTC(2026, 10, 22), page: { path: '/' }, visitorId: 'visitor-1' };
const ask = { moment: 'event', event: 'ask' } as const;

const playbookOf = (trigger: Partial<Trigger>, more: Partial<Playbook> = {}): Playbook => ({
  v: 1,
  version: '1',
  triggers: [{ id: 'nudge', on: ask, ...trigger }],
  ...more,
});
/** What becomes of the trigger after these events. */
const outcomeOf = (playbook: Playbook, events: readonly AisleEvent[] = [], more: object = {}) => {
  const engine = createEngine(playbook);
  const profile = events.reduce(engine.reduce, emptyProfile);
  return engine.decide('trigger/nudge', profile, { ...context, ...more }).trace[0]?.outcome;
};
const fired = (atMs: number, trigger = 'nudge') => eventOf({ name: 'x_trigger', atMs, params: { trigger } });

it('fires without a condition, and by its condition with one: every fact, predictions among them', () => {
  const likely = playbookOf({ when: { 'predictions.buy': { $gt: 0.5 } } });
  expect(outcomeOf(playbookOf({}))).toBe('chosen');
  expect(outcomeOf(likely)).toBe('no-match');
  expect(outcomeOf(likely, [], { predictions: { buy: 0.7 } })).toBe('chosen');
});

it('takes what an unknown operator asks for nobody', () => {
  expect(outcomeOf(playbookOf({ when: { 'cart.lines': { $later: 1 } } }))).toBe('unknown-operator');
});

it('counts what fired, its own alone, against caps and cool-down', () => {
  const capped = playbookOf({ caps: { ever: 1 } });
  const hourMs = 3_600_000;
  expect(outcomeOf(capped, [fired(context.nowMs - 1, 'other')])).toBe('chosen');
  expect(outcomeOf(capped, [fired(context.nowMs - 1)])).toBe('capped');
  const cooling = playbookOf({ coolDownHours: 2 });
  expect(outcomeOf(cooling, [fired(context.nowMs - hourMs)])).toBe('cooling-down');
  expect(outcomeOf(cooling, [fired(context.nowMs - 3 * hourMs)])).toBe('chosen');
});

it('keeps to a schedule, also in a time zone that nothing else names', () => {
  const at = (hours: readonly [string, string]) =>
    outcomeOf(playbookOf({ schedule: { hours: [...hours], timeZone: 'Asia/Tokyo' } }));
  // Midnight UTC is nine in Tokyo.
  expect([at(['08:00', '10:00']), at(['10:00', '12:00'])]).toEqual(['chosen', 'off-schedule']);
});

it('never fires for who is held out, and takes them into the comparison', () => {
  const engine = createEngine(playbookOf({}, { holdout: { share: 1 } }));
  expect(engine.decide('trigger/nudge', emptyProfile, context)).toMatchObject({
    reason: 'no-match',
    trace: [{ outcome: 'held-out' }],
    experiments: [{ id: 'holdout', variation: 'holdout' }],
  });
});

it('finds what a moment has to be where the profile keeps when it last was', () => {
  const published = publish(playbookOf({ on: { ...ask, per: 'item', where: { price: { $gte: 50 } } } }));
  const engine = createEngine(published);
  const [on] = published.triggers?.map((trigger) => trigger.on) ?? [];
  const last = (events: readonly AisleEvent[]) =>
    events.reduce(engine.reduce, emptyProfile).history[on && 'key' in on ? on.key : '']?.at(-1)?.[0];
  const asked = (atMs: number, price: number) =>
    eventOf({ name: 'ask', atMs, params: { items: [{ item_id: 'A', price }] } });
  expect(last([asked(1, 10)])).toBeUndefined();
  expect(last([asked(1, 10), asked(2, 60), asked(3, 20)])).toBe(2);
});

it('takes entering a segment for the event that tells of it', () => {
  const keysOf = (on: Trigger['on']) => publish(playbookOf({ on })).accumulators.map(({ rules }) => rules[0]);
  expect(keysOf({ moment: 'segment', segment: 'big', change: 'left' })).toMatchObject([
    {
      events: ['x_segment'],
      when: [
        [['segment'], '=', 'big'],
        [['change'], '=', 'left'],
      ],
    },
  ]);
  expect(JSON.stringify(keysOf({ moment: 'segment', segment: 'big' }))).toContain('entered');
});

it('says what a device need not know by itself, and leaves an action of a later release for one that knows it', () => {
  const { triggers } = publish(playbookOf({ on: { moment: 'return' }, do: { overlay: 'spring' } }));
  expect(triggers).toEqual([{ id: 'nudge', on: { moment: 'return', minutes: 30 }, do: { overlay: 'spring' } }]);
});

it('adds nothing to a playbook without triggers', () => {
  expect(publish({ v: 1, version: '1' })).not.toHaveProperty('triggers');
});
