import type { Caps, Condition, EventPattern, Limits, Playbook, Schedule, Slot } from '@aisle/schema';
import type { Accumulator } from '../history/history.js';
import { objectsIn, own } from '../own.js';
import { momentIn } from './moment.js';
import { clausesOf } from './publish-condition.js';
import { accumulatorOf, ruleOf } from './publish-history.js';
import type { Gate } from './published.js';

const dayMs = 86_400_000;

/** Gates, and the accumulators that they look at. */
export interface Limiting {
  readonly gates: readonly Gate[];
  readonly accumulators: readonly Accumulator[];
}

const none: Limiting = { gates: [], accumulators: [] };
const together = (all: readonly Limiting[]): Limiting => ({
  gates: all.flatMap(({ gates }) => gates),
  accumulators: all.flatMap(({ accumulators }) => accumulators),
});

const hourOf = (clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number);
  return (hours ?? 0) + (minutes ?? 0) / 60;
};

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof week)[number];

/** On some days, between some hours. A night that begins on Friday ends on Saturday. */
const clockCondition = (clock: string, days: readonly Day[] | undefined, hours: Schedule['hours']): Condition => {
  const on = (some: readonly Day[] | undefined): Condition => (some ? { [`${clock}.weekday`]: { $in: some } } : {});
  if (!hours) return on(days);
  const [from, to] = hours.map(hourOf) as [number, number];
  const [begun, notOver] = [{ [`${clock}.hour`]: { $gte: from } }, { [`${clock}.hour`]: { $lt: to } }];
  if (from < to) return { $and: [on(days), begun, notOver] };
  const nextDays = days?.map((day) => week[(week.indexOf(day) + 1) % 7] ?? day);
  return { $or: [{ $and: [on(days), begun] }, { $and: [on(nextDays), notOver] }] };
};

/** A time that cannot be read never comes. */
export const scheduleCondition = (schedule: Schedule): Condition => {
  try {
    return conditionOf(schedule);
  } catch {
    return { nowMs: { $in: [] } };
  }
};

/** Says a schedule as a condition over `nowMs` and the clock of its time zone. */
const conditionOf = (schedule: Schedule): Condition => {
  const [from, until, days, hours] = [
    own(schedule, 'from'),
    own(schedule, 'until'),
    own(schedule, 'days'),
    own(schedule, 'hours'),
  ];
  const zone = own(schedule, 'timeZone');
  if (zone !== undefined && !isZone(zone)) throw new RangeError(zone);
  const clock = zone === undefined ? 'time' : `zones.${zone}`;
  return {
    $and: [
      ...(from === undefined ? [] : [{ nowMs: { $gte: momentIn(from, zone) } }]),
      ...(until === undefined ? [] : [{ nowMs: { $lt: momentIn(until, zone, 'end') } }]),
      clockCondition(clock, days, hours),
    ],
  };
};

const counting = (id: string, pattern: EventPattern, more: Partial<Accumulator>): Accumulator =>
  accumulatorOf({ id, fn: 'count', rules: [ruleOf(pattern)], ...more });

const exposure = (where: Condition): EventPattern => ({ event: 'x_exposure', where });

const windows: Readonly<Record<keyof Caps & string, Partial<Accumulator>>> = {
  session: { inSession: true },
  day: { windowMs: dayMs, max: 200 },
  ever: {},
};

/** Caps of all events that fit the pattern. */
const capsOf = (scope: string, pattern: EventPattern, caps: Caps | undefined): Limiting =>
  together(
    Object.entries(windows).flatMap(([window, more]) => {
      const times = own(caps, window);
      if (typeof times !== 'number') return [];
      const id = `seen ${scope} ${window}`;
      // Not yet known is not yet capped.
      const gate: Gate = ['capped', clausesOf({ [`history.${id}`]: { $not: { $gte: times } } })];
      return [{ gates: [gate], accumulators: [counting(id, pattern, more)] }];
    }),
  );

/** Makes gates of limits, whatever the events are that count for them. */
export const limitsOf = (scope: string, pattern: EventPattern, limits: Limits): Limiting => {
  const [schedule, hours] = [own(limits, 'schedule'), own(limits, 'coolDownHours')];
  const id = `since ${scope}`;
  return together([
    schedule ? { ...none, gates: [['off-schedule', clausesOf(scheduleCondition(schedule))]] } : none,
    capsOf(scope, pattern, own(limits, 'caps')),
    hours === undefined
      ? none
      : {
          gates: [['cooling-down', clausesOf({ [`history.${id}`]: { $not: { $lt: hours / 24 } } })]],
          accumulators: [counting(id, pattern, { fn: 'daysSince' })],
        },
  ]);
};

/** Makes gates of all limits on a candidate: its own, its campaign's, its slot's and the playbook's. */
export const publishLimits = (playbook: Playbook, slot: Slot, candidate: Slot['candidates'][number]): Limiting => {
  const campaign = objectsIn(own(playbook, 'campaigns')).find(({ id }) => id === own(candidate, 'campaign'));
  const shown = { candidate: { $ne: 'default' } };
  return together([
    limitsOf(`${slot.id}/${candidate.id}`, exposure({ slot: slot.id, candidate: candidate.id }), candidate),
    campaign ? limitsOf(`campaign/${campaign.id}`, exposure({ campaign: campaign.id, ...shown }), campaign) : none,
    capsOf(slot.id, exposure({ slot: slot.id, ...shown }), own(slot, 'caps')),
    capsOf('any', exposure(shown), own(playbook, 'caps')),
  ]);
};

const isZone = (zone: string): boolean => {
  try {
    // Options are read through the prototype.
    new Intl.DateTimeFormat('en', Object.assign(Object.create(null), { timeZone: zone })).format(0);
    return true;
  } catch {
    // Its clock then never shows any time.
    return false;
  }
};

/** Names every known time zone that some schedule is in. */
export const zonesIn = (playbook: Playbook): readonly string[] => {
  const schedules = [
    ...objectsIn(own(playbook, 'campaigns')),
    ...objectsIn(own(playbook, 'experiments')),
    ...objectsIn(own(playbook, 'slots')).flatMap((slot) => objectsIn(own(slot, 'candidates'))),
    ...objectsIn(own(playbook, 'triggers')),
  ].map((owner) => own(own(owner, 'schedule') as Schedule | undefined, 'timeZone'));
  return [...new Set(schedules)].filter((zone): zone is string => zone !== undefined && isZone(zone));
};
