import { expect, it, vi } from 'vitest';
import { type Answers, createConsentGate } from '../../../../packages/browser/src/consent/consent-gate.js';

const open = () => {
  const passed: [id: string, granted: readonly string[], late: boolean][] = [];
  const onDrop = vi.fn();
  const onChange = vi.fn();
  const gate = createConsentGate<{ id: string; atMs: number }>({
    pass: ({ id }, granted, late) => passed.push([id, granted, late]),
    onDrop,
    onChange,
  });
  return { gate, passed, onDrop, onChange, offer: (id: string) => gate.offer({ id, atMs: Date.now() }) };
};
const granted: Answers = { personalization: 'granted', measurement: 'granted' };
const denied: Answers = { personalization: 'denied', measurement: 'denied' };

it('lets nothing pass before anybody spoke', () => {
  const { passed, offer } = open();
  offer('a');
  expect(passed).toEqual([]);
});

it('passes what waited, marked as late, in order', () => {
  const { gate, passed, offer } = open();
  offer('a');
  offer('b');
  gate.answer('banner', granted);
  offer('c');
  const both = ['personalization', 'measurement'];
  expect(passed).toEqual([
    ['a', both, true],
    ['b', both, true],
    ['c', both, false],
  ]);
});

it('forgets what waited when consent is denied, and says how much', () => {
  const { gate, passed, onDrop, offer } = open();
  offer('a');
  gate.answer('banner', denied);
  gate.answer('banner', granted);
  expect(passed).toEqual([]);
  expect(onDrop).toHaveBeenCalledExactlyOnceWith('consent_denied', 1);
});

it('takes the most restrictive of several sources, purpose by purpose', () => {
  const { gate } = open();
  gate.answer('banner', granted);
  gate.answer('api', { measurement: 'denied' });
  gate.answer('other', { personalization: 'pending' });
  expect(gate.get()).toMatchObject({ personalization: 'pending', measurement: 'denied' });
});

it('does not count a source’s silence as an answer', () => {
  const { gate } = open();
  gate.answer('banner', granted);
  gate.answer('signal', {});
  expect(gate.get().measurement).toBe('granted');
});

it('reads a word it does not know as no answer yet', () => {
  const { gate } = open();
  gate.answer('banner', { measurement: true } as unknown as Answers);
  expect(gate.get().measurement).toBe('pending');
});

it('tells a change once, and no change not at all', () => {
  const { gate, onChange } = open();
  gate.answer('banner', granted);
  gate.answer('banner', granted);
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('keeps the newest two hundred that wait and counts the rest', () => {
  const { gate, passed, onDrop, offer } = open();
  for (let index = 0; index < 205; index += 1) offer(String(index));
  gate.answer('banner', granted);
  expect(passed).toHaveLength(200);
  expect(passed[0]?.[0]).toBe('5');
  expect(onDrop.mock.calls.filter(([reason]) => reason === 'buffer_full')).toHaveLength(5);
});
