import { expect, it } from 'vitest';
import { errorsOf, slotsOf, warningsOf } from './checked.js';

const triggersOf = (...triggers: readonly object[]) =>
  triggers.map((one, index) => ({ id: `t${index}`, on: { moment: 'exit' }, ...one }));
const segments = [{ id: 'big', title: 'Big', when: { 'cart.lines': { $gte: 3 } } }];

it('takes triggers of every moment, and what they do', async () => {
  const triggers = triggersOf(
    { on: { moment: 'event', event: ['search', 'view_item'], where: { search_term: 'pan' } }, do: { event: 'asked' } },
    { on: { moment: 'segment', segment: 'big', change: 'left' }, do: { fill: 'hero' } },
    { on: { moment: 'exit' }, caps: { session: 1 }, coolDownHours: 2 },
    { on: { moment: 'scroll', share: 0.5 }, when: { 'predictions.buy': { $gt: 0.4 } } },
    { on: { moment: 'dwell', seconds: 20 }, when: { segments: { $in: ['big'] } } },
    { on: { moment: 'idle', seconds: 30 }, when: { 'experiments.ab': 'b' } },
    { on: { moment: 'return' }, schedule: { hours: ['09:00', '18:00'], timeZone: 'Europe/Berlin' } },
  );
  const experiments = [{ id: 'ab', variations: [{ id: 'a' }, { id: 'b' }] }];
  const parts = { segments, experiments, triggers, slots: slotsOf({ content: { title: 'Hi' } }) };
  expect([await errorsOf({ ...parts }), await warningsOf(parts)]).toEqual([[], []]);
});

it.each([
  ['a moment that is none', { on: { moment: 'hover' } }, 'triggers[0].on.moment'],
  ['a moment that is a word', { on: 'exit' }, 'triggers[0].on'],
  ['no moment', { on: undefined }, 'triggers[0].on'],
  ['a time that is missing', { on: { moment: 'dwell', second: 20 } }, 'triggers[0].on.seconds'],
  ['a share in percent', { on: { moment: 'scroll', share: 60 } }, 'triggers[0].on.share'],
  ['an event of no name', { on: { moment: 'event', event: 'view item' } }, 'triggers[0].on.event'],
  ['a segment that is not there', { on: { moment: 'segment', segment: 'gone' } }, 'triggers[0].on.segment'],
  ['a slot that is not there', { do: { fill: 'gone' } }, 'triggers[0].do.fill'],
  ['an event that is ours', { do: { event: 'x_exposure' } }, 'triggers[0].do.event'],
  ['an event with which a page begins', { do: { event: 'page_view' } }, 'triggers[0].do.event'],
  ['a fact that is not there', { when: { 'cart.line': 1 } }, 'triggers[0].when'],
  ['an operator that is none', { when: { 'cart.lines': { $more: 1 } } }, 'triggers[0].when'],
  [
    'an operator that is none in an event',
    { on: { moment: 'event', event: 'a', where: { b: { $more: 1 } } } },
    'triggers[0].on.where',
  ],
  ['a zone that is none', { schedule: { timeZone: 'Europe/Atlantis' } }, 'triggers[0].schedule.timeZone'],
])('refuses %s, and says what to write', async (_, trigger, field) => {
  const errors = await errorsOf({ segments, triggers: triggersOf(trigger) });
  expect(errors.map((line) => line.split(':')[0])).toEqual([field]);
});

it('refuses an id that comes twice', async () => {
  const [first] = await errorsOf({ triggers: triggersOf({}, { id: 't0' }) });
  expect(first).toMatch(/^triggers\[1\]\.id: t0 is the id of triggers\[0\] already/);
});

it('warns of an action that this release does not know, and of fields that no moment has', async () => {
  const triggers = triggersOf({ do: { overlay: 'spring' } }, { on: { moment: 'event', event: 'a', were: {} } });
  const fields = (await warningsOf({ triggers })).map((line) => line.split(':')[0]);
  expect(fields).toEqual(['triggers[0].do.overlay', 'triggers[1].on.were']);
});

it('warns of a trigger whose condition contradicts itself, and of one whose time is over', async () => {
  const triggers = triggersOf(
    { when: { $and: [{ 'cart.lines': { $gt: 3 } }, { 'cart.lines': { $lt: 2 } }] } },
    { schedule: { until: '2020-01-01' } },
  );
  const said = (await warningsOf({ triggers })).join('\n');
  expect(said).toMatch(/triggers\[0\]\.when: it never fires/);
  expect(said).toMatch(/triggers\[1\]\.schedule: was over on 2020-01-01/);
});
