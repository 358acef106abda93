import { afterEach, expect, it, vi } from 'vitest';
import type { Answers } from '../../../../packages/browser/src/consent/answers.js';
import { type ConsentRules, createConsentGate } from '../../../../packages/browser/src/consent/consent-gate.js';

const open = (rules: ConsentRules = {}, hasSignal = false) => {
  const passed: [id: string, granted: readonly string[], late: boolean][] = [];
  const onDrop = vi.fn();
  const onChange = vi.fn();
  const gate = createConsentGate<{ id: string; atMs: number }>({
    rules,
    signal: () => hasSignal,
    holds: () => false,
    pass: ({ id }, granted, late) => passed.push([id, granted, late]),
    onDrop,
    onChange,
  });
  const answer = (source: string, answers: Answers | null): void => {
    gate.add(source, () => answers);
    gate.ask();
  };
  return { gate, passed, onDrop, onChange, answer, offer: (id: string) => gate.offer({ id, atMs: Date.now() }) };
};
const granted: Answers = { personalization: 'granted', measurement: 'granted' };
const denied: Answers = { personalization: 'denied', measurement: 'denied' };
const everything: Answers = { ...granted, marketing: 'granted', sharing: 'granted' };
const dayMs = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

it('B3: lets nothing pass before anybody spoke', () => {
  const { passed, offer, gate } = open();
  offer('a');
  gate.ask();
  expect(passed).toEqual([]);
});

it('B4: passes what waited, marked as late, in order', () => {
  const { answer, passed, offer } = open();
  offer('a');
  offer('b');
  answer('banner', granted);
  offer('c');
  const both = ['personalization', 'measurement'];
  expect(passed).toEqual([
    ['a', both, true],
    ['b', both, true],
    ['c', both, false],
  ]);
});

it('B5: forgets what waited when consent is denied, and says how much', () => {
  const { answer, passed, onDrop, offer } = open();
  offer('a');
  answer('banner', denied);
  answer('banner', granted);
  expect(passed).toEqual([]);
  expect(onDrop).toHaveBeenCalledExactlyOnceWith('consent_denied', 1);
});

it('B5: forgets what waited half an hour, though nobody answered', () => {
  vi.useFakeTimers();
  const { onDrop, offer, answer, passed } = open();
  offer('a');
  vi.advanceTimersByTime(20 * 60_000);
  offer('b');
  vi.advanceTimersByTime(10 * 60_000);
  expect(onDrop).toHaveBeenCalledExactlyOnceWith('buffer_expired', 1);
  answer('banner', granted);
  expect(passed.map(([id]) => id)).toEqual(['b']);
});

it('B4: keeps nothing for later when the shop wants no buffer', () => {
  const { answer, passed, onDrop, offer } = open({ preConsentBuffer: 0 });
  offer('a');
  answer('banner', granted);
  expect(passed).toEqual([]);
  expect(onDrop).toHaveBeenCalledExactlyOnceWith('buffer_full', 1);
});

it('B6: reads a source that throws as one that has not answered', () => {
  const { gate } = open();
  gate.add('banner', () => {
    throw new Error('not there');
  });
  gate.add('api', () => granted);
  gate.ask();
  expect(gate.get().personalization).toBe('pending');
});

it('B16: takes the most restrictive of several sources, purpose by purpose, and names them', () => {
  const { gate, answer } = open();
  answer('banner', granted);
  answer('api', { measurement: 'denied' });
  answer('other', { personalization: 'pending' });
  expect(gate.get()).toMatchObject({ personalization: 'pending', measurement: 'denied' });
  expect(gate.said()).toEqual({
    banner: granted,
    api: { measurement: 'denied' },
    other: { personalization: 'pending' },
  });
});

it('counts a source that speaks on nothing as none, and one without an answer as no answer', () => {
  const { gate, answer } = open();
  answer('banner', granted);
  answer('signal', {});
  expect(gate.get().measurement).toBe('granted');
  answer('second', null);
  expect(gate.get().measurement).toBe('pending');
});

it('S15: reads own properties and known words only', () => {
  const { gate, answer } = open();
  answer('banner', { measurement: true } as unknown as Answers);
  expect(gate.get().measurement).toBe('pending');
  const inherited = Object.create({ measurement: 'granted', personalization: 'granted' }) as Answers;
  answer('banner', inherited);
  expect(gate.get()).toMatchObject({ measurement: 'pending', personalization: 'pending' });
});

it('B14: tells a change once, and no change not at all', () => {
  const { answer, onChange } = open();
  answer('banner', granted);
  answer('banner', granted);
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('B3: keeps the newest two hundred that wait and counts the rest', () => {
  const { answer, passed, onDrop, offer } = open();
  for (let index = 0; index < 205; index += 1) offer(String(index));
  answer('banner', granted);
  expect(passed).toHaveLength(200);
  expect(passed[0]?.[0]).toBe('5');
  expect(onDrop.mock.calls.filter(([reason]) => reason === 'buffer_full')).toHaveLength(5);
});

it('B17: denies marketing and sharing under the privacy signal, whatever a banner grants, and measurement when strict', () => {
  const banner = open({}, true);
  banner.answer('banner', everything);
  expect(banner.gate.get()).toMatchObject({ ...granted, marketing: 'denied', sharing: 'denied' });
  const strict = open({ gpc: 'strict' }, true);
  strict.answer('banner', everything);
  expect(strict.gate.get()).toMatchObject({ personalization: 'granted', measurement: 'denied', marketing: 'denied' });
});

it('B17: lets an explicit grant override the signal only where the shop says so, and never a mere default', () => {
  const explicit = open({ gpcOverride: 'explicit', region: 'opt-out' }, true);
  explicit.answer('banner', { sharing: 'granted' });
  expect(explicit.gate.get()).toMatchObject({ sharing: 'granted', marketing: 'denied' });
  explicit.answer('banner', { ...everything, proof: { implicit: true } });
  expect(explicit.gate.get()).toMatchObject({ sharing: 'denied', marketing: 'denied' });
});

it('B19: counts silence as a yes only where the region is known to opt out, and never against the signal', () => {
  for (const region of [undefined, 'opt-in', 'somewhere'] as const) {
    const { gate } = open({ region: region as 'opt-in' });
    gate.ask();
    expect(gate.get().measurement, region).toBe('pending');
  }
  const { gate, answer } = open({ region: 'opt-out' }, true);
  gate.ask();
  expect(gate.get()).toMatchObject({ ...granted, marketing: 'denied', sharing: 'denied' });
  answer('banner', denied);
  expect(gate.get()).toMatchObject(denied);
});

it('B20: pauses on an answer that is too old, or was given under another policy', () => {
  const { gate, answer } = open({ consentTtlDays: 30, policyVersion: '2' });
  const given = (proof: Answers['proof']) => {
    answer('banner', { ...granted, ...(proof && { proof }) });
    return gate.get().measurement;
  };
  const nowMs = Date.now();
  expect(given({ atMs: nowMs - 31 * dayMs, policyVersion: '2' })).toBe('pending');
  expect(given({ atMs: nowMs - 29 * dayMs, policyVersion: '1' })).toBe('pending');
  expect(given({ atMs: nowMs - 29 * dayMs, policyVersion: '2' })).toBe('granted');
  expect(given(undefined)).toBe('granted');
  // What is too old to grant is still good enough to refuse.
  answer('banner', { ...denied, proof: { atMs: nowMs - 31 * dayMs } });
  expect(gate.get().measurement).toBe('denied');
});
