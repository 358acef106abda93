import { expect, it } from 'vitest';
import { type Moment, type Session, sessionAt } from '../../../../packages/browser/src/log/session.js';
import { createNewId } from '../../../helpers/new-ids.js';

const newId = createNewId();
const MINUTE_MS = 60_000;
const at = (minute: number, params: Moment['params'] = {}): Moment => ({ atMs: minute * MINUTE_MS, params });
const MAIL = { utm_source: 'mail', utm_campaign: 'spring' };

/** Which sessions these moments fall into: 0 for the first, 1 for the second. */
const sessionsOf = (moments: readonly Moment[], dayOf?: (atMs: number) => string): readonly number[] => {
  const ids: string[] = [];
  let session: Session | null = null;
  return moments.map((moment) => {
    session = sessionAt(session, moment, { newId, dayOf });
    if (!ids.includes(session.id)) ids.push(session.id);
    return ids.indexOf(session.id);
  });
};

it('goes on through pauses of half an hour, and ends with a longer one', () => {
  expect(sessionsOf([at(0), at(30), at(60), at(60 + 30 + 1 / 60)])).toEqual([0, 0, 0, 1]);
});

it('knows when it began and was seen last', () => {
  const first = sessionAt(null, at(1), { newId });
  expect(sessionAt(first, at(9), { newId })).toEqual({ ...first, startedAtMs: 1 * MINUTE_MS, lastAtMs: 9 * MINUTE_MS });
});

it('goes on when the clock is set back a little, and is not seen earlier by it', () => {
  const first = sessionAt(null, at(100), { newId });
  expect(sessionAt(first, at(70), { newId })).toEqual(first);
});

it('ends when the clock is set back by more than a pause, so that none lasts for the sake of a clock that was ahead', () => {
  const ahead = 120 * 24 * 60;
  expect(sessionsOf([at(ahead), at(0), at(20), at(3 * 24 * 60)])).toEqual([0, 1, 1, 2]);
  expect(sessionsOf([at(100), at(70 - 1 / 60)])).toEqual([0, 1]);
});

it('begins anew with a campaign', () => {
  expect(sessionsOf([at(0), at(1, MAIL)])).toEqual([0, 1]);
});

it('begins anew with another campaign, not with the same, nor with a page that names none', () => {
  const moments = [at(0, MAIL), at(1), at(2, MAIL), at(3, { ...MAIL, utm_campaign: 'summer' }), at(4)];
  expect(sessionsOf(moments)).toEqual([0, 0, 0, 1, 1]);
});

it('knows a campaign whatever the order of its words', () => {
  expect(sessionsOf([at(0, MAIL), at(1, { utm_campaign: 'spring', utm_source: 'mail' })])).toEqual([0, 0]);
});

it('goes by no click id: each click has another', () => {
  expect(sessionsOf([at(0, { ...MAIL, gclid: 'a' }), at(1, { ...MAIL, gclid: 'b' })])).toEqual([0, 0]);
  expect(JSON.stringify(sessionAt(null, at(0, { gclid: 'secret' }), { newId }))).not.toContain('secret');
});

it('ends with the day where a shop wants it', () => {
  const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
  const moments = [at(23 * 60 + 50), at(23 * 60 + 59), at(24 * 60), at(24 * 60 + 10)];
  expect(sessionsOf(moments, dayOf)).toEqual([0, 0, 1, 1]);
  expect(sessionsOf(moments)).toEqual([0, 0, 0, 0]);
});

it('does not end with the day because the clock was set back over midnight', () => {
  const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
  expect(sessionsOf([at(24 * 60), at(24 * 60 - 5), at(24 * 60 + 1)], dayOf)).toEqual([0, 0, 0]);
});
