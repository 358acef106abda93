import type { Playbook, Schedule } from '@aisle/schema';
import type { Finding } from './finding.js';
import { schedulesIn, spanOf } from './schedules-in.js';

const isZone = (timeZone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
};

/** The calendar's word: 31 February is no day, though a clock would take it for one in March. */
const isDay = (text: string): boolean => {
  const day = text.slice(0, 10);
  const atMs = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
};

const dayFaults = (field: string, schedule: Schedule): readonly Finding[] =>
  (['from', 'until'] as const).flatMap((edge) => {
    const text = schedule[edge];
    if (text === undefined || (isDay(text) && !Number.isNaN(Date.parse(text)))) return [];
    return [
      { field: `${field}.${edge}`, message: `${text} is not in the calendar`, fix: 'correct the day or the time' },
    ];
  });

const hourFaults = (field: string, hours: Schedule['hours']): readonly Finding[] => {
  if (!hours) return [];
  const odd = hours.findIndex((clock) => !/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(clock));
  if (odd >= 0) {
    return [
      { field: `${field}.hours[${odd}]`, message: `${hours[odd]} is no time of a day`, fix: 'write 00:00 to 24:00' },
    ];
  }
  if (hours[0] !== hours[1]) return [];
  const message = `from ${hours[0]} to ${hours[1]} is no time at all`;
  return [{ field: `${field}.hours`, message, fix: 'make them differ, or take hours out for all day' }];
};

const zoneFaults = (field: string, timeZone: string | undefined): readonly Finding[] => {
  if (timeZone === undefined || isZone(timeZone)) return [];
  const fix = 'write an IANA name, such as Europe/Berlin, or take it out';
  return [{ field: `${field}.timeZone`, message: `nobody knows the time zone ${timeZone}`, fix }];
};

const faultsOf = (field: string, schedule: Schedule): readonly Finding[] => {
  const faults = [
    ...zoneFaults(field, schedule.timeZone),
    ...dayFaults(field, schedule),
    ...hourFaults(field, schedule.hours),
  ];
  const { fromMs, untilMs } = spanOf(schedule);
  if (faults.length > 0 || fromMs < untilMs) return faults;
  const message = `ends on ${schedule.until} before it begins on ${schedule.from}`;
  return [{ field, message, fix: 'make until later than from; a day in until is a whole day' }];
};

/** Finds schedules that never come, or that no clock can follow. */
export const brokenSchedules = (playbook: Playbook): readonly Finding[] =>
  schedulesIn(playbook).flatMap(({ field, schedule }) => faultsOf(field, schedule));
