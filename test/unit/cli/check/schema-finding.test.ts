import { expect, it } from 'vitest';
import { errorsOf, slotsOf } from './checked.js';

const views = { id: 'views', event: 'view_item', fn: 'count' };
const test = { id: 'test', variations: [{ id: 'a' }, { id: 'b' }] };
const steps = [{ event: 'view_item' }, { event: 'add_to_cart' }];

it.each([
  [
    'a window in a unit nobody knows',
    { aggregates: [{ ...views, within: { weeks: 1 } }] },
    /^aggregates\[0\]\.within: is no window of time\. Fix: .*"days": 7.*"session"/,
  ],
  ['a window that is a bare number', { aggregates: [{ ...views, within: 7 }] }, /within: is no window of time/],
  [
    'a window of two units',
    { aggregates: [{ ...views, within: { days: 1, hours: 2 } }] },
    /^aggregates\[0\]\.within: names hours and days\. Fix: write one unit/,
  ],
  [
    'a session as the window of a sequence',
    { sequences: [{ id: 's', steps, within: 'session' }] },
    /^sequences\[0\]\.within: is no window of time\. Fix: write one unit: [^"]*"minutes": 30 }, { "hours": 6 } or { "days": 7 }$/,
  ],
  ['an unknown function', { aggregates: [{ ...views, fn: 'median' }] }, /fn: .*Fix: write "count" or "sum"/],
  [
    'a missing event',
    { sequences: [{ id: 's', steps: [{}, {}], within: { days: 1 } }] },
    /steps\[0\]\.event: is no name of an event.*"view_item"/,
  ],
  [
    'an event with a hyphen',
    { aggregates: [{ ...views, event: ['view-item'] }] },
    /event\[0\]: is no name of an event/,
  ],
  [
    'a sequence of one step',
    { sequences: [{ id: 's', steps: [{ event: 'a' }], within: { days: 1 } }] },
    /steps: .*Fix: list 2 at least/,
  ],
  [
    'a score without a title',
    { scores: [{ id: 's', title: '', rules: [{ event: 'a', points: 1 }] }] },
    /title: .*Fix: write something/,
  ],
  [
    'points in quotes',
    { scores: [{ id: 's', title: 'S', rules: [{ event: 'a', points: '1' }] }] },
    /points: .*Fix: write a number/,
  ],
  [
    'a half-life of nothing',
    { scores: [{ id: 's', title: 'S', rules: [{ event: 'a', points: 1 }], halfLifeDays: 0 }] },
    /halfLifeDays: .*Fix: make it more than 0/,
  ],
  [
    'an unknown stage',
    { journey: { stages: [{ id: 'love', when: {} }] } },
    /stages\[0\]\.id: .*Fix: write "discovery" or/,
  ],
  ['an unknown version of the hash', { experiments: [{ ...test, hashVersion: 3 }] }, /hashVersion: .*Fix: write 2/],
  ['a coverage of five', { experiments: [{ ...test, coverage: 5 }] }, /coverage: .*Fix: keep it to 1 at most/],
  ['one variation', { experiments: [{ id: 'test', variations: [{ id: 'a' }] }] }, /variations: .*Fix: list 2 at least/],
  [
    'a factor of one level',
    { experiments: [{ id: 't', factors: [{ id: 'f', levels: ['a'] }] }] },
    /levels: .*Fix: list 2 at least/,
  ],
  [
    'a namespace without an end',
    { experiments: [{ ...test, namespace: { id: 'n', from: 0 } }] },
    /namespace\.to: .*Fix: add it, a number/,
  ],
  [
    'a bandit without a date',
    { experiments: [{ ...test, bandit: { weights: [0.5, 0.5] } }] },
    /updatedAt: .*Fix: add it, a text/,
  ],
  ['a holdout that is a number', { holdout: 0.1 }, /holdout: .*Fix: write an object/],
  ['a cap of nothing', { caps: { day: 0 } }, /caps\.day: .*Fix: make it 1 at least/],
  ['a campaign without an id', { campaigns: [{}] }, /campaigns\[0\]\.id: .*Fix: add it/],
  [
    'a day in words',
    { slots: slotsOf({ schedule: { from: 'tomorrow' } }) },
    /schedule\.from: is no day and no moment\. Fix: write "2026-11-27"/,
  ],
  [
    'a weekday in full',
    { slots: slotsOf({ schedule: { days: ['friday'] } }) },
    /days\[0\]: .*Fix: write "mon" or "tue"/,
  ],
  [
    'an hour of one digit',
    { slots: slotsOf({ schedule: { hours: ['9:00', '17:00'] } }) },
    /hours\[0\]: .*Fix: write \[ "09:00", "17:00" \]/,
  ],
  ['one hour', { slots: slotsOf({ schedule: { hours: ['09:00'] } }) }, /hours: .*Fix: write \[ "09:00", "17:00" \]/],
  [
    'a worth in words',
    { slots: slotsOf({ weighted: { 'cart.value': 'much' } }) },
    /weighted\.cart\.value: .*Fix: write a number/,
  ],
  ['an experiment by its bare id', { slots: slotsOf({ experiment: 'test' }) }, /experiment: .*Fix: write an object/],
  ['a list as content', { slots: slotsOf({ content: { items: ['a'] } }) }, /content\.items: is no plain value/],
  [
    'a parent with capitals',
    { segments: [{ id: 's', title: 'S', when: {}, parent: 'Big' }] },
    /parent: .*Fix: use lower-case/,
  ],
  ['a currency in small letters', { currency: 'eur' }, /currency: .*Fix: use three capital letters/],
  ['another version of the form', { v: 2 }, /v: .*Fix: write 1, the version of the form/],
  ['a version that is a number', { version: 7 }, /version: .*Fix: write a text in quotes/],
  ['a slot without candidates', { slots: [{ id: 'hero' }] }, /slots\[0\]\.candidates: .*Fix: add it, a list/],
])('says how to put right %s', async (_, parts, expected) => {
  const [first] = await errorsOf(parts);
  expect(first).toMatch(expected);
});

it('names every problem, not only the first', async () => {
  expect(await errorsOf({ version: 7, caps: { day: 0 }, slots: [{ id: 'Hero', candidates: [] }] })).toHaveLength(3);
});

it('takes every new field as it is meant to be', async () => {
  const parts = {
    aggregates: [{ ...views, where: { item_id: 'A1' }, per: 'item', within: { days: 7 } }],
    sequences: [{ id: 'abandoned', steps, without: [{ event: 'purchase' }], within: { days: 3 } }],
    scores: [
      { id: 'intent', title: 'Intent', rules: [{ event: ['add_to_cart'], points: 3 }], halfLifeDays: 7, cap: 100 },
    ],
    segments: [
      { id: 's', title: 'S', persona: 'Anna', when: { 'history.views': { $gt: 1 }, 'history.abandoned': true } },
    ],
    journey: { stages: [{ id: 'discovery', when: { segments: { $in: ['s'] } } }] },
    experiments: [{ ...test, weights: [0.2, 0.8], hashVersion: 2, namespace: { id: 'n', from: 0, to: 0.5 } }],
    holdout: { share: 0.1 },
    campaigns: [{ id: 'winter', caps: { day: 2 }, coolDownHours: 12 }],
    caps: { session: 3 },
    slots: slotsOf({
      campaign: 'winter',
      experiment: { id: 'test', variation: 'b' },
      weight: 1,
      weighted: { 'scores.intent': 0.5 },
      schedule: {
        from: '2026-11-27',
        until: '2099-12-01T09:00',
        days: ['fri'],
        hours: ['22:00', '06:00'],
        timeZone: 'Europe/Berlin',
      },
    }),
  };
  expect(await errorsOf(parts)).toEqual([]);
});
