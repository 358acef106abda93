import { publish } from '@aisle/engine';
import type { Playbook, Schedule } from '@aisle/schema';
import { candidatesIn } from './conditions-in.js';

/** A schedule, and where it stands. */
export interface PlacedSchedule {
  /** Path of the schedule itself. */
  readonly field: string;
  readonly schedule: Schedule;
}

/** Lists every schedule of a playbook. */
export const schedulesIn = (playbook: Playbook): readonly PlacedSchedule[] => {
  const { experiments = [], campaigns = [], triggers = [] } = playbook;
  return [
    ...experiments.map(({ schedule }, index) => ({ field: `experiments[${index}].schedule`, schedule })),
    ...campaigns.map(({ schedule }, index) => ({ field: `campaigns[${index}].schedule`, schedule })),
    ...candidatesIn(playbook).map(({ field, candidate: { schedule } }) => ({ field: `${field}.schedule`, schedule })),
    ...triggers.map(({ schedule }, index) => ({ field: `triggers[${index}].schedule`, schedule })),
  ].flatMap(({ field, schedule }) => (schedule ? [{ field, schedule }] : []));
};

/** From when to when a schedule is, ms since 1970; NaN where a day or the zone cannot be read. */
export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Reads a schedule's span from what a device would compare the time with. */
export const spanOf = ({ from, until, timeZone }: Schedule): Span => {
  const probe = { id: 'probe', schedule: { from, until, timeZone }, variations: [] };
  const clauses = publish({ v: 1, version: '1', experiments: [probe] }).experiments[0]?.when ?? [];
  const limits = new Map(clauses.map(([, operator, argument]) => [operator, argument]));
  const limit = (text: string | undefined, operator: string, open: number): number => {
    const found = limits.get(operator);
    return text === undefined ? open : typeof found === 'number' ? found : Number.NaN;
  };
  return { fromMs: limit(from, '$gte', -Infinity), untilMs: limit(until, '$lt', Infinity) };
};
