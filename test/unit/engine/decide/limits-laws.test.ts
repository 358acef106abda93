import { createEngine, emptyProfile, type Profile } from '@aisle/engine';
import type { Caps, Playbook } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, dayMs, eventOf, hourMs, noonMs } from '../build-events.js';

interface Seen {
  readonly slot: string;
  readonly candidate: string;
  readonly campaign: string | null;
  readonly atMs: number;
  readonly sessionId: string;
}

const times = fc.integer({ min: 1, max: 4 });
const caps: fc.Arbitrary<Caps> = fc.record(
  { session: times, day: times, ever: fc.integer({ min: 1, max: 9 }) },
  { requiredKeys: [] },
);
const limits = fc.record({ caps, coolDownHours: fc.constantFrom(1, 7, 30) }, { requiredKeys: [] });
const candidate = fc.record({ campaign: fc.constantFrom('summer', 'winter'), limits }, { requiredKeys: ['limits'] });

const playbook: fc.Arbitrary<Playbook> = fc
  .record({
    overall: caps,
    slotCaps: fc.array(caps, { minLength: 2, maxLength: 2 }),
    candidates: fc.array(fc.array(candidate, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 2 }),
    summer: limits,
    winter: limits,
  })
  .map(({ overall, slotCaps, candidates, summer, winter }) => ({
    v: 1,
    version: '1',
    caps: overall,
    campaigns: [
      { id: 'summer', ...summer },
      { id: 'winter', ...winter },
    ],
    slots: candidates.map((list, at) => ({
      id: `slot-${at}`,
      caps: slotCaps[at] ?? {},
      candidates: list.map(({ limits: own, campaign }, place) => ({
        id: `c${place}`,
        ...own,
        ...(campaign && { campaign }),
        content: { title: 'T' },
      })),
    })),
  }));

const steps = fc.array(
  fc.record({
    gapMs: fc.oneof(fc.integer({ min: 1, max: hourMs }), fc.integer({ min: 1, max: dayMs })),
    isNewSession: fc.boolean(),
    slot: fc.constantFrom('slot-0', 'slot-1'),
    isSeen: fc.boolean(),
  }),
  { minLength: 5, maxLength: 60 },
);

const isWithin = (
  seen: readonly Seen[],
  limit: Caps | undefined,
  [nowMs, sessionId]: readonly [number, string],
): boolean =>
  seen.filter((one) => one.sessionId === sessionId).length < (limit?.session ?? Infinity) &&
  seen.filter(({ atMs }) => atMs > nowMs - dayMs).length < (limit?.day ?? Infinity) &&
  seen.length < (limit?.ever ?? Infinity);

const hasRested = (seen: readonly Seen[], hours: number | undefined, nowMs: number): boolean =>
  hours === undefined || seen.every(({ atMs }) => nowMs - atMs >= hours * hourMs);

/** Says by the whole list of exposures what a slot may show: the first candidate that no limit keeps back. */
const allowed = (
  { slots = [], campaigns = [], caps: overall }: Playbook,
  slotId: string,
  [seen, nowMs, sessionId]: readonly [readonly Seen[], number, string],
) => {
  const slot = slots.find(({ id }) => id === slotId);
  const now = [nowMs, sessionId] as const;
  const inSlot = seen.filter((one) => one.slot === slotId);
  if (!isWithin(seen, overall, now) || !isWithin(inSlot, slot?.caps, now)) return null;
  const found = slot?.candidates.find((one) => {
    const campaign = campaigns.find(({ id }) => id === one.campaign);
    const [own, shared] = [
      inSlot.filter((exposure) => exposure.candidate === one.id),
      seen.filter((exposure) => exposure.campaign === campaign?.id),
    ];
    return (
      isWithin(own, one.caps, now) &&
      hasRested(own, one.coolDownHours, nowMs) &&
      (!campaign || (isWithin(shared, campaign.caps, now) && hasRested(shared, campaign.coolDownHours, nowMs)))
    );
  });
  return found?.id ?? null;
};

it('shows what no limit keeps back, and nothing else, over weeks of visits', () => {
  fc.assert(
    fc.property(playbook, steps, (authored, walk) => {
      const engine = createEngine(authored);
      const seen: Seen[] = [];
      let profile: Profile = emptyProfile;
      let [nowMs, session] = [noonMs, 1];
      for (const { gapMs, isNewSession, slot, isSeen } of walk) {
        nowMs += gapMs;
        session += isNewSession ? 1 : 0;
        const sessionId = `session-${session}`;
        profile = engine.reduce(profile, eventOf({ name: 'page_view', atMs: nowMs, sessionId }));
        const { candidate: chosen, campaign } = engine.decide(slot, profile, contextOf({ nowMs }));
        expect(chosen).toBe(allowed(authored, slot, [seen, nowMs, sessionId]));
        // What a page reports: default content is seen, too.
        if (!isSeen) continue;
        if (chosen !== null) seen.push({ slot, candidate: chosen, campaign, atMs: nowMs, sessionId });
        const params = { slot, candidate: chosen ?? 'default', ...(campaign && { campaign }) };
        profile = engine.reduce(profile, eventOf({ name: 'x_exposure', atMs: nowMs, sessionId, params }));
      }
    }),
    { numRuns: 150, seed: 2026 },
  );
}, 60_000);
