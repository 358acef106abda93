import { describe, expect, it } from 'vitest';
import { clockSkewOf } from '../../../../packages/server/src/store/session-clocks.js';
import { rowsIn } from '../file-bytes.js';
import { sampleEvent } from '../sample-event.js';
import { openStore } from './open-store.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = 1_700_000_000_000;

/** A store that is told when a device, so far ahead, sent what it had recorded so long before. */
const openClocks = () => {
  const { store, path } = openStore();
  let made = 0;
  const send = (aheadMs: number, { agoMs = 0, receivedAtMs = NOW_MS, ...rest }: Sent = {}) => {
    made += 1;
    const sentAtMs = receivedAtMs + aheadMs;
    const event = sampleEvent(`event-${made}`, { atMs: sentAtMs - agoMs, seq: made, ...rest });
    return store.accept({ site: 'demo', sentAtMs, receivedAtMs, events: [event] });
  };
  /** The events' times, in ms from the first receipt, in the order in which they came. */
  const times = () =>
    rowsIn(path, 'SELECT at_ms FROM event_rows ORDER BY rowid').map(({ at_ms: atMs }) => Number(atMs) - NOW_MS);
  return { store, path, send, times };
};

interface Sent {
  readonly agoMs?: number;
  readonly receivedAtMs?: number;
  readonly sessionId?: string;
  readonly traffic?: 'replay';
}

it.each([
  ['is ahead by hours', 2 * HOUR_MS],
  ['is behind by hours', -2 * HOUR_MS],
  ['is ahead by minutes', 3 * MINUTE_MS],
  ['is behind by a day', -DAY_MS],
])('keeps when an event happened, where the clock of its device %s', async (_name, aheadMs) => {
  const { send, times } = openClocks();
  await send(aheadMs, { agoMs: 5 * MINUTE_MS });
  expect(times()).toEqual([-5 * MINUTE_MS]);
});

it.each([
  ['2 minutes ahead', 2 * MINUTE_MS],
  ['2 minutes behind, or as long under way', -2 * MINUTE_MS],
])('leaves the time of a device that is %s as it is', async (_name, aheadMs) => {
  const { send, times } = openClocks();
  await send(aheadMs);
  expect(times()).toEqual([aheadMs]);
});

it('takes the time of receipt where a clock is off by more than a day', async () => {
  const { send, times } = openClocks();
  await send(2 * DAY_MS, { sessionId: 'session-ahead', agoMs: HOUR_MS });
  await send(-400 * DAY_MS, { sessionId: 'session-behind' });
  expect(times()).toEqual([0, 0]);
});

it('has no event happen after its receipt: its clock may have been set right before it was sent', async () => {
  const { send, times } = openClocks();
  await send(0, { agoMs: -120 * DAY_MS });
  expect(times()).toEqual([0]);
});

it('keeps an event that waited for weeks at its time', async () => {
  const { send, times } = openClocks();
  await send(0, { agoMs: 40 * DAY_MS });
  expect(times()).toEqual([-40 * DAY_MS]);
});

it('corrects a session by its first batch, also when its clock is set meanwhile, and another session by its own', async () => {
  const { send, times } = openClocks();
  await send(2 * HOUR_MS, { agoMs: MINUTE_MS });
  await send(110 * MINUTE_MS, { receivedAtMs: NOW_MS + 20 * MINUTE_MS });
  await send(0, { sessionId: 'session-2', receivedAtMs: NOW_MS + 21 * MINUTE_MS });
  expect(times()).toEqual([-MINUTE_MS, 10 * MINUTE_MS, 21 * MINUTE_MS]);
});

it('leaves a session as it began, when it began with a clock that was right', async () => {
  const { send, times } = openClocks();
  await send(0);
  await send(-10 * MINUTE_MS, { receivedAtMs: NOW_MS + 20 * MINUTE_MS });
  expect(times()).toEqual([0, 10 * MINUTE_MS]);
});

it('knows the clock of each session of a batch, and keeps what the device said beside the corrected time', async () => {
  const { store, path, send } = openClocks();
  await send(2 * HOUR_MS, { sessionId: 'session-1' });
  const events = ['session-1', 'session-2', 'session-1'].map((sessionId, seq) =>
    sampleEvent(`mixed-${seq}`, { sessionId, seq, atMs: NOW_MS }),
  );
  await store.accept({ site: 'demo', sentAtMs: NOW_MS, receivedAtMs: NOW_MS, events });
  const kept = rowsIn(
    path,
    "SELECT at_ms, json_extract(body, '$.atMs') AS told FROM event_rows ORDER BY rowid LIMIT 3 OFFSET 1",
  );
  expect(kept.map(({ at_ms: atMs, told }) => [Number(atMs) - NOW_MS, told])).toEqual([
    [-2 * HOUR_MS, NOW_MS],
    [0, NOW_MS],
    [-2 * HOUR_MS, NOW_MS],
  ]);
});

it('leaves recorded shoppers at the times of their recording', async () => {
  const { send, times } = openClocks();
  await send(2 * HOUR_MS, { traffic: 'replay' });
  await send(-400 * DAY_MS, { traffic: 'replay', sessionId: 'session-2' });
  expect(times()).toEqual([2 * HOUR_MS, -400 * DAY_MS]);
});

describe('clockSkewOf', () => {
  it('answers whole milliseconds within a day, and none beyond', () => {
    const skewOf = (aheadMs: number) => clockSkewOf({ sentAtMs: NOW_MS + aheadMs, receivedAtMs: NOW_MS });
    expect([skewOf(HOUR_MS + 0.4), skewOf(DAY_MS), skewOf(DAY_MS + 1), skewOf(-DAY_MS - 1)]).toEqual([
      HOUR_MS,
      DAY_MS,
      null,
      null,
    ]);
  });
});
