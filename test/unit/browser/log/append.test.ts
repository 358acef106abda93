import type { Purpose } from '@aisle/schema';
import { expect, it } from 'vitest';
import { append as place } from '../../../../packages/browser/src/log/append.js';
import { type Admitted, type Head, emptyHead } from '../../../../packages/browser/src/log/head.js';
import { createNewId } from '../../../helpers/new-ids.js';

const newId = createNewId();
const MINUTE_MS = 60_000;
const draft = (id: string, minute: number, granted: Purpose[] = ['personalization', 'measurement']): Admitted => ({
  id,
  name: 'view_item',
  params: { items: [{ item_id: id }] },
  atMs: minute * MINUTE_MS,
  offsetMs: 0,
  traffic: undefined,
  granted,
  late: false,
});

const append = (head: Head, drafts: readonly Admitted[], id?: string) =>
  place(head, { drafts, ...(id && { id }) }, { visitorId: 'visitor-of-this-page', accumulators: [], newId });

it('numbers the events of a session and begins a new one after half an hour’s pause', () => {
  const { outbox } = append(emptyHead, [draft('a', 0), draft('b', 30), draft('c', 61)]);
  expect(outbox.map(({ seq }) => seq)).toEqual([0, 1, 0]);
  expect(outbox[0]?.sessionId).toBe(outbox[1]?.sessionId);
  expect(outbox[2]?.sessionId).not.toBe(outbox[1]?.sessionId);
});

it('does not end a session because the clock was set back a little', () => {
  const { outbox } = append(emptyHead, [draft('a', 60), draft('b', 30), draft('c', 61)]);
  expect(new Set(outbox.map(({ sessionId }) => sessionId)).size).toBe(1);
});

it('keeps personalization on the device and measurement without a visitor', () => {
  const personal = append(emptyHead, [draft('a', 0, ['personalization'])]);
  expect([personal.log.length, personal.outbox.length]).toEqual([1, 0]);
  const measured = append(emptyHead, [draft('a', 0, ['measurement'])]);
  expect([measured.log.length, measured.outbox.length]).toEqual([0, 1]);
  expect(measured.head.visitorId).toBeNull();
  expect(measured.outbox[0]).not.toHaveProperty('visitorId');
  expect(measured.head.profile).toEqual(emptyHead.profile);
});

it('takes a flush once, however often it is brought', () => {
  const once = append(emptyHead, [draft('a', 0)], 'flush-1');
  const twice = append(once.head, [draft('a', 0)], 'flush-1');
  expect(twice).toEqual({ head: once.head, isOther: false, log: [], outbox: [] });
});

it('gives the same profile in one append as in several', () => {
  const drafts = [draft('a', 0), draft('b', 40), draft('c', 41)];
  const sessionsOf = (head: typeof emptyHead) => head.profile.sessions;
  const whole = append(emptyHead, drafts).head;
  const parts = drafts.reduce((head, one) => append(head, [one]).head, emptyHead);
  expect(parts.profile.recents).toEqual(whole.profile.recents);
  expect([sessionsOf(whole), sessionsOf(parts)]).toEqual([2, 2]);
});

it('gives a visitor without an id the one it was told, so that memory and store agree', () => {
  const first = append(emptyHead, [draft('a', 0)]);
  expect(first.head.visitorId).toBe('visitor-of-this-page');
  const known = append({ ...emptyHead, visitorId: 'known-before' }, [draft('a', 0)]);
  expect(known.outbox[0]?.visitorId).toBe('known-before');
});

it('follows the stage that an event tells', () => {
  const told = { ...draft('a', 0), name: 'x_stage', params: { from: null, to: 'consideration' } };
  expect(append(emptyHead, [told]).head.stage).toBe('consideration');
});

const login = (id: string, minute: number, userId: unknown, granted?: Purpose[]): Admitted => ({
  ...draft(id, minute, granted),
  name: 'login',
  params: { user_id: userId },
});

it('gives what was done before a first login to the customer', () => {
  const before = append(emptyHead, [draft('a', 0)]).head;
  const { head, isOther } = append(before, [login('b', 1, 'customer-1')]);
  expect([head.userId, head.visitorId, isOther]).toEqual(['customer-1', before.visitorId, false]);
  expect(head.profile.recents.map(({ itemId }) => itemId)).toEqual(['a']);
});

it('begins a new shopper when another customer signs in: new ids, an empty profile, an empty log', () => {
  const before = append({ ...emptyHead, visitorId: 'visitor-before' }, [draft('a', 0), login('b', 1, 'customer-1')]);
  const { head, isOther, log, outbox } = append(before.head, [
    draft('c', 2),
    login('d', 3, 'customer-2'),
    draft('e', 4),
  ]);
  expect([head.userId, head.visitorId, isOther]).toEqual(['customer-2', 'visitor-of-this-page', true]);
  expect(head.profile.recents.map(({ itemId }) => itemId)).toEqual(['e']);
  expect(log.map(({ id }) => id)).toEqual(['d', 'e']);
  // What the first did is still sent, as theirs.
  expect(outbox.map(({ id, visitorId, seq }) => [id, visitorId, seq])).toEqual([
    ['c', 'visitor-before', 2],
    ['d', 'visitor-of-this-page', 0],
    ['e', 'visitor-of-this-page', 1],
  ]);
  expect(outbox[1]?.sessionId).not.toBe(outbox[0]?.sessionId);
  expect(head.sessions).toEqual([outbox[1]?.sessionId]);
});

it('goes on when the same customer signs in again, and when a login names nobody', () => {
  const before = append(emptyHead, [login('a', 0, 'customer-1')]).head;
  for (const userId of ['customer-1', '', undefined, 7, { id: 'customer-2' }])
    expect(append(before, [login('b', 1, userId)])).toMatchObject({ isOther: false, head: { userId: 'customer-1' } });
});

it('takes no name that had to be redacted: many customers would look like one', () => {
  expect(append(emptyHead, [login('a', 0, '[email]')]).head.userId).toBeNull();
});

it('remembers no customer without personalization', () => {
  const { head, outbox } = append(emptyHead, [login('a', 0, 'customer-1', ['measurement'])]);
  expect([head.userId, outbox.length]).toEqual([null, 1]);
});
