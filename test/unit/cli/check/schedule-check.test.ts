import { expect, it } from 'vitest';
import { errorsOf, slotsOf } from './checked.js';

const variations = [{ id: 'a' }, { id: 'b' }];
const shown = (schedule: object) => ({ slots: slotsOf({ schedule }) });

it.each([
  [
    'a time zone that nobody knows',
    { timeZone: 'Europe/Atlantis' },
    '.timeZone: nobody knows the time zone Europe/Atlantis. Fix: write an IANA name',
  ],
  [
    'an end before its beginning',
    { from: '2099-12-02', until: '2099-12-01' },
    ': ends on 2099-12-01 before it begins on 2099-12-02',
  ],
  [
    'an end at its beginning',
    { from: '2099-12-02T09:00', until: '2099-12-02T09:00' },
    ': ends on 2099-12-02T09:00 before',
  ],
  [
    'an end that its offset puts before its beginning',
    { from: '2099-12-02T09:00Z', until: '2099-12-02T09:30+01:00' },
    ': ends on',
  ],
  ['a day that is not in the calendar', { from: '2099-02-31' }, '.from: 2099-02-31 is not in the calendar'],
  ['a month that is not in the calendar', { until: '2099-13-01' }, '.until: 2099-13-01 is not in the calendar'],
  [
    'a minute that is not on the clock',
    { until: '2099-12-01T09:61' },
    '.until: 2099-12-01T09:61 is not in the calendar',
  ],
  ['hours of no length', { hours: ['09:00', '09:00'] }, '.hours: from 09:00 to 09:00 is no time at all'],
  [
    'an hour that is not on the clock',
    { hours: ['09:00', '25:00'] },
    '.hours[1]: 25:00 is no time of a day. Fix: write 00:00 to 24:00',
  ],
])('refuses a schedule with %s', async (_, schedule, expected) => {
  const errors = await errorsOf(shown(schedule));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`slots[0].candidates[0].schedule${expected}`);
});

it('looks at the schedules of campaigns and experiments, too', async () => {
  const schedule = { timeZone: 'Mars' };
  const parts = { campaigns: [{ id: 'winter', schedule }], experiments: [{ id: 'ab', variations, schedule }] };
  expect((await errorsOf(parts)).map((line) => line.split(':')[0])).toEqual([
    'experiments[0].schedule.timeZone',
    'campaigns[0].schedule.timeZone',
  ]);
});

it('takes one whole day, hours over midnight, and all hours until midnight', async () => {
  expect(await errorsOf(shown({ from: '2099-12-02', until: '2099-12-02' }))).toEqual([]);
  expect(await errorsOf(shown({ hours: ['22:00', '06:00'], timeZone: 'America/New_York' }))).toEqual([]);
  expect(await errorsOf(shown({ hours: ['18:00', '24:00'] }))).toEqual([]);
});
