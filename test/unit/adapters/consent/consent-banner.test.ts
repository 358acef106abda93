// @vitest-environment happy-dom
import { consentBanner } from '@aisle/adapters';
import type { Answers } from '@aisle/browser';
import { expect, it } from 'vitest';
import { recordingHost } from '../../../helpers/recording-host.js';

const task = () => new Promise((resolve) => setTimeout(resolve));
const GRANTED: Answers = { personalization: 'granted', measurement: 'denied' };

it('B9: a banner of the shop’s own is pending until it answers', () => {
  let answer: Answers | null = null;
  const { host, answers, ask } = recordingHost();
  consentBanner(() => answer).setup(host);
  expect(ask()).toBe(null);
  answer = GRANTED;
  ask();
  expect(answers).toEqual([GRANTED]);
});

it('B13: it is asked when it says that something changed, once a task', async () => {
  let answer: Answers = { personalization: 'denied' };
  let changed = () => {};
  const { host, answers } = recordingHost();
  consentBanner(
    () => answer,
    (callback) => void (changed = callback),
  ).setup(host);
  answer = { personalization: 'pending' };
  changed();
  answer = GRANTED;
  changed();
  await task();
  expect(answers).toEqual([{ personalization: 'denied' }, GRANTED]);
});

it('is subscribed to once, however many scripts load, and its undo is called at the end', () => {
  let subscriptions = 0;
  let undone = 0;
  const { host } = recordingHost();
  for (const undo of [undefined, () => void (undone += 1)]) {
    subscriptions = 0;
    const stop = consentBanner(
      () => null,
      () => {
        subscriptions += 1;
        return undo;
      },
    ).setup(host);
    dispatchEvent(new Event('load'));
    dispatchEvent(new Event('load'));
    expect(subscriptions).toBe(1);
    stop?.();
  }
  expect(undone).toBe(1);
});

it('S16: a banner that throws is no answer, and what cannot be subscribed to is told', () => {
  const { host, ask, failures } = recordingHost();
  const fail = () => {
    throw new Error('not ready');
  };
  consentBanner(fail, fail).setup(host);
  expect(ask()).toBe(null);
  expect(failures).not.toEqual([]);
});
