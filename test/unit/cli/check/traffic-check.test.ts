import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInTerminal } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';
import { checked, fileOf, slotsOf, warningsOf } from './checked.js';
import { eventFile, eventsOfVisitor, visitors } from './recorded-events.js';

const viewers = { id: 'viewers', title: 'Viewers', when: { 'profile.counts.view_item': { $gte: 1 } } };
const buyers = { id: 'buyers', title: 'Buyers', when: { 'orders.count': { $gte: 1 } } };
const naming = (...ids: readonly string[]) => slotsOf({ when: { segments: { $in: ids } } });
const view = { name: 'view_item', params: { items: [{ item_id: 'A1', price: 5 }] } };
const buy = { name: 'purchase', params: { value: 5, currency: 'EUR', items: [{ item_id: 'A1', price: 5 }] } };

/** 200 visitors of whom so many view, and so many buy. */
const traffic = (viewing: number, buying = 0) =>
  visitors(200, (visitor) => [{}, ...(visitor < viewing ? [view] : []), ...(visitor < buying ? [buy] : [])]);

const rowOf = (said: string, first: string): readonly string[] =>
  (said.split('\n').find((line) => line.includes(`│ ${first} `)) ?? '').split('│').map((cell) => cell.trim());

it('says how many visitors were ever in each segment', async () => {
  const parts = { segments: [viewers, buyers], slots: naming('viewers', 'buyers') };
  const { code, said } = await checked(parts, '--events', eventFile(traffic(120, 60)));
  expect(code).toBe(0);
  expect(said).toContain('380 events of 200 visitors in 1 days; 30 % of them bought');
  expect(rowOf(said, 'viewers')).toEqual(['', 'viewers', '120', '60 %', '']);
  expect(rowOf(said, 'buyers')).toEqual(['', 'buyers', '60', '30 %', '']);
});

it('reads a gzipped file, whatever its name', async () => {
  const parts = { segments: [viewers], slots: naming('viewers') };
  const { said } = await checked(parts, '--events', eventFile(traffic(120), true));
  expect(rowOf(said, 'viewers')[2]).toBe('120');
});

it('takes events in their order of time and number, not of the file', async () => {
  const left = { id: 'left', title: 'Left', when: { 'history.left': true } };
  const sequences = [{ id: 'left', steps: [{ event: 'view_item' }, { event: 'purchase' }], within: { days: 1 } }];
  const parts = { sequences, segments: [left], slots: naming('left') };
  const backwards = visitors(60, () => [view, buy]).toReversed();
  expect(rowOf((await checked(parts, '--events', eventFile(backwards))).said, 'left')[2]).toBe('60');
});

it('counts who was in a segment for a while, and who enters it by time alone', async () => {
  const waiting = { id: 'waiting', title: 'W', when: { 'cart.hoursSinceChange': { $gte: 5 } } };
  const filling = { id: 'filling', title: 'F', when: { 'cart.hoursSinceChange': { $lt: 1 } } };
  const events = visitors(60, () => [{ ...view, name: 'add_to_cart' }]);
  const last = eventsOfVisitor(99, { hour: 30 });
  const parts = { segments: [waiting, filling], slots: naming('waiting', 'filling') };
  const { said } = await checked(parts, '--events', eventFile([...events, ...last]));
  expect(rowOf(said, 'waiting')[2]).toBe('60');
  expect(rowOf(said, 'filling')[2]).toBe('60');
});

it('takes a visitor without an id by the session', async () => {
  const events = visitors(60, () => [view]).map(({ visitorId: _visitorId, ...event }) => event);
  const { said } = await checked({ segments: [viewers], slots: naming('viewers') }, '--events', eventFile(events));
  expect(rowOf(said, 'viewers')[2]).toBe('60');
});

it('leaves out what is double, of a bot, a preview or without consent, and says how much', async () => {
  const events = [
    ...visitors(60, () => [view]),
    ...eventsOfVisitor(0, view),
    ...eventsOfVisitor(70, { ...view, traffic: 'bot' }, { ...view, traffic: 'preview' }),
    ...eventsOfVisitor(71, { ...view, consent: { purposes: ['measurement'] } }),
  ];
  const { said } = await checked({ segments: [viewers], slots: naming('viewers') }, '--events', eventFile(events));
  expect(said).toContain('60 events of 60 visitors');
  expect(said).toContain(
    'Left out: 1 double, 1 labelled bot, 1 labelled preview, 1 without consent to personalization.',
  );
});

it('warns of a segment that is too small to matter, with the numbers', async () => {
  const parts = { segments: [viewers], slots: naming('viewers') };
  expect(await warningsOf(parts, '--events', eventFile(traffic(49)))).toEqual([
    'segments[0]: viewers is too small to matter: 49 of 200 visitors, 25 %; 50 is the least. Fix: widen its condition, merge it with another one, or take it out',
  ]);
  expect(await warningsOf(parts, '--events', eventFile(traffic(50)))).toEqual([]);
});

it('asks for half a percent of many visitors', async () => {
  const parts = { segments: [viewers], slots: naming('viewers') };
  const many = (viewing: number) => eventFile(visitors(10_200, (visitor) => [visitor < viewing ? view : {}]));
  expect((await warningsOf(parts, '--events', many(50)))[0]).toContain(
    '50 of 10,200 visitors, 0.49 %; 51 is the least',
  );
  expect(await warningsOf(parts, '--events', many(51))).toEqual([]);
}, 60_000);

it('warns of a segment that nobody ever enters, and of a candidate that nobody would have got', async () => {
  const parts = { segments: [viewers], slots: naming('viewers') };
  expect(await warningsOf(parts, '--events', eventFile(traffic(0)))).toEqual([
    'segments[0]: nobody of 200 visitors was ever in viewers. Fix: look at its condition; a name of a category or an event may be written differently',
    'slots[0].candidates[0]: nobody of 200 visitors would have got c0. Fix: look at its condition, and at the candidates that are asked before it',
  ]);
});

it('warns of two segments that are nearly the same', async () => {
  const twin = {
    id: 'twin',
    title: 'Twin',
    when: { 'profile.counts.view_item': { $gte: 1 }, 'profile.sessions': { $gte: 1 } },
  };
  const parts = { segments: [viewers, twin], slots: naming('viewers', 'twin') };
  expect(await warningsOf(parts, '--events', eventFile(traffic(120)))).toEqual([
    'segments[1]: twin and viewers are nearly the same: 120 of 120 visitors were in both at once, 100 %. Fix: keep one of them, or make them differ',
  ]);
});

it('takes two segments that share fewer than nine in ten', async () => {
  const parts = { segments: [viewers, buyers], slots: naming('viewers', 'buyers') };
  expect(await warningsOf(parts, '--events', eventFile(traffic(120, 107)))).toEqual([]);
  expect(await warningsOf(parts, '--events', eventFile(traffic(120, 108)))).toHaveLength(1);
});

it('takes two segments that everybody is in, but never at once', async () => {
  const fresh = { id: 'fresh', title: 'F', when: { 'profile.counts.view_item': { $exists: false } } };
  const parts = { segments: [viewers, fresh], slots: naming('viewers', 'fresh') };
  expect(await warningsOf(parts, '--events', eventFile(traffic(200)))).toEqual([]);
});

it('names a candidate that others always come before, though its condition holds', async () => {
  const always = { 'profile.sessions': { $gte: 1 } };
  const parts = { slots: slotsOf({ when: always }, { when: { 'profile.counts.view_item': 1 } }) };
  expect((await warningsOf(parts, '--events', eventFile(traffic(120))))[0]).toContain('would have got c1');
});

it('judges a campaign of next year by its conditions, not by its days', async () => {
  const parts = { slots: slotsOf({ schedule: { from: '2099-01-01' } }) };
  expect(await warningsOf(parts, '--events', eventFile(traffic(0)))).toEqual([]);
});

it('says once what is known without the events', async () => {
  const parts = { slots: slotsOf({}, {}) };
  expect(await warningsOf(parts, '--events', eventFile(traffic(0)))).toHaveLength(1);
});

it('does not judge what asks for things that are in no event, and says so', async () => {
  const mobile = { id: 'mobile', title: 'M', when: { 'device.touch': true } };
  const parts = {
    segments: [mobile, viewers],
    slots: slotsOf({ when: { segments: { $in: ['mobile'] } } }, { when: { segments: { $in: ['viewers'] } } }),
  };
  const { said, findings } = await checked(parts, '--events', eventFile(traffic(120)));
  expect(findings).toEqual([]);
  expect(said).toContain('because they ask for what no event tells: mobile, slots[0].candidates[0].');
});

it('tells the page from its views', async () => {
  const parts = { slots: slotsOf({ when: { 'page.path': '/sale/' } }, {}) };
  const seen = (page_location: string) => eventFile(visitors(60, () => [{ params: { page_location } }]));
  expect(await warningsOf(parts, '--events', seen('https://shop.example/sale/?a=b'))).toHaveLength(1);
  expect((await warningsOf(parts, '--events', seen('https://shop.example/')))[0]).toContain('would have got c0');
});

it('is silent about sizes when there are too few visitors to judge by', async () => {
  const parts = { segments: [viewers], slots: naming('viewers') };
  expect(await warningsOf(parts, '--events', eventFile(visitors(10, () => [view])))).toEqual([]);
});

it('names the lines of a file that are no events', async () => {
  const path = eventFile([...eventsOfVisitor(1, view), { ...view, id: 'short' }]);
  const { code, said } = await checked({}, '--events', path);
  expect(code).toBe(1);
  expect(said).toMatch(/is no file of events, one JSON object a line:\n {2}line 2: /);
});

it('names a line that is no JSON, and a file that is not there', async () => {
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, 'SessionId\tItemId\n');
  expect((await checked({}, '--events', path)).said).toContain('line 1: is not JSON');
  expect((await checked({}, '--events', `${path}.none`)).said).toMatch(/events\.ndjson\.none cannot be read: ENOENT/);
});

it('says that a gzipped file is cut off', async () => {
  const path = eventFile(traffic(120), true);
  writeFileSync(path, readFileSync(path).subarray(0, 200));
  const { code, said } = await checked({}, '--events', path);
  expect(code).toBe(1);
  expect(said).toMatch(/events\.ndjson cannot be read: unexpected end of file/);
});

it('says that a file has nothing to go by', async () => {
  const denied = visitors(2, () => [{ consent: { purposes: [] } }]);
  const { code, said } = await checked({}, '--events', eventFile(denied));
  expect(code).toBe(1);
  expect(said).toContain('no event in it can be used: 2 without consent to personalization');
});

it('ends when it is asked to, and says nothing of the events', async () => {
  const file = eventFile(visitors(60, () => [view]));
  const running = runInTerminal(['check', fileOf({ v: 1, version: '1', segments: [viewers] }), '--events', file]);
  running.interrupt();
  expect(await running.code).toBe(1);
  expect(running.said()).toContain('Stopped before the events were through');
});
