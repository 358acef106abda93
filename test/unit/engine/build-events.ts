import { emptyProfile, reduceProfile, type Context, type Profile } from '@aisle/engine';
import type { AisleEvent, Params } from '@aisle/schema';

/** What a test says of an event; the rest is filled in. */
export interface EventSketch {
  readonly name: string;
  readonly atMs?: number;
  readonly sessionId?: string;
  readonly params?: Params;
  readonly purposes?: AisleEvent['consent']['purposes'];
}

/** 2026-03-02T12:00:00Z, a Monday: where tests begin unless they say. */
export const noonMs = Date.UTC(2026, 2, 2, 12);
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Makes a whole event of a sketch. */
export const eventOf = ({
  name,
  atMs = noonMs,
  sessionId = 'session-1',
  params = {},
  purposes,
}: EventSketch): AisleEvent => ({
  v: 1,
  id: 'event-0001',
  name,
  atMs,
  seq: 0,
  offsetMs: 0,
  sessionId,
  params,
  consent: { purposes: purposes ?? ['necessary', 'personalization'] },
});

/** Folds sketches into a profile, in the order given. */
export const profileOf = (sketches: readonly EventSketch[], from: Profile = emptyProfile): Profile =>
  sketches.map(eventOf).reduce((profile, event) => reduceProfile(profile, event), from);

/** Makes a context an hour after noon on a page that is nothing special. */
export const contextOf = (context: Partial<Context> = {}): Context => ({
  nowMs: noonMs + hourMs,
  page: { path: '/' },
  ...context,
});
