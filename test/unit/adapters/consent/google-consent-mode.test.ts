// @vitest-environment happy-dom
import { googleConsentMode } from '@aisle/adapters';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordingHost } from '../../../helpers/recording-host.js';

const page = window as unknown as { dataLayer: unknown; shopLayer: unknown };
let layer: unknown[];
let stop: (() => void) | void;

beforeEach(() => {
  layer = [];
  page.dataLayer = layer;
});
afterEach(() => stop?.());

/** As gtag() does: the Arguments object itself. */
const gtag = function (..._words: unknown[]) {
  layer.push(arguments);
} as (...words: unknown[]) => void;
const listen = (options?: Parameters<typeof googleConsentMode>[0]) => {
  const told = recordingHost();
  stop = googleConsentMode(options).setup(told.host);
  return told;
};
const task = () => new Promise((resolve) => setTimeout(resolve));

const ADS = ['ad_storage', 'ad_user_data', 'ad_personalization'] as const;
const same = (keys: readonly string[], state: string) => Object.fromEntries(keys.map((key) => [key, state]));
const ALL = [...ADS, 'analytics_storage', 'personalization_storage'];
/** It is never known who updated it. */
const proof = { implicit: true };
const every = (state: string) => ({
  personalization: state,
  measurement: state,
  marketing: state,
  sharing: state,
  proof,
});

it('B9, B12: a default is pending, whatever it says', async () => {
  const { answers, ask } = listen();
  gtag('consent', 'default', same(ALL, 'denied'));
  gtag('consent', 'default', { ...same(ALL, 'granted'), wait_for_update: 500 });
  await task();
  expect(ask()).toBe(null);
  expect(answers).toEqual([]);
});

it('B12: updates are deltas upon the default', async () => {
  const { answers } = listen();
  gtag('consent', 'default', same(ALL, 'denied'));
  gtag('consent', 'update', { analytics_storage: 'granted' });
  await task();
  gtag('consent', 'update', same(ADS, 'granted'));
  await task();
  gtag('consent', 'update', { ad_user_data: 'denied' });
  await task();
  expect(answers).toEqual([
    { ...every('denied'), measurement: 'granted' },
    { personalization: 'denied', measurement: 'granted', marketing: 'granted', sharing: 'granted', proof },
    { personalization: 'denied', measurement: 'granted', marketing: 'denied', sharing: 'denied', proof },
  ]);
});

it('B12: a missing key grants nothing, and neither does the storage of functions', () => {
  gtag('consent', 'update', { functionality_storage: 'granted', security_storage: 'granted', ad_storage: 'granted' });
  expect(listen().ask()).toEqual(every('pending'));
});

it('B12: a word that is not in the documents grants nothing', () => {
  gtag('consent', 'update', { analytics_storage: 'yes', personalization_storage: true, ad_storage: 'granted' });
  expect(Object.values(listen().ask() ?? {})).not.toContain('granted');
});

it('B12: the more specific region’s default wins, in whatever order they come', () => {
  gtag('consent', 'default', { analytics_storage: 'denied', region: ['US-CA'] });
  gtag('consent', 'default', { analytics_storage: 'granted', region: ['US', 'CA'] });
  gtag('consent', 'default', { analytics_storage: 'denied' });
  gtag('consent', 'update', { ad_storage: 'denied' });
  const measurementIn = (region: string) => listen({ region }).ask()?.measurement;
  expect(['US-CA', 'US-NY', 'US', 'DE'].map(measurementIn)).toEqual(['denied', 'granted', 'granted', 'denied']);
});

it('B12: without a known region, a region’s default can only deny', () => {
  gtag('consent', 'default', { analytics_storage: 'granted', personalization_storage: 'granted' });
  gtag('consent', 'default', { analytics_storage: 'denied', ad_user_data: 'granted', region: ['DE'] });
  gtag('consent', 'update', { ad_storage: 'denied' });
  expect(listen().ask()).toEqual({
    personalization: 'granted',
    measurement: 'denied',
    proof,
    marketing: 'denied',
    sharing: 'pending',
  });
});

it('B12: an update beats a default that comes after it', () => {
  gtag('consent', 'update', { analytics_storage: 'granted' });
  gtag('consent', 'default', { analytics_storage: 'denied', region: ['DE'] });
  expect(listen({ region: 'DE' }).ask()?.measurement).toBe('granted');
});

it('B12: an update that passes by a replaced push is found when it is asked again', () => {
  const { ask } = listen();
  layer.push = Array.prototype.push;
  gtag('consent', 'update', { analytics_storage: 'granted' });
  expect(ask()?.measurement).toBe('granted');
});

it('B12: what was seen holds, though the tag manager drops old entries', () => {
  gtag('consent', 'update', { analytics_storage: 'granted' });
  const { ask } = listen();
  layer.length = 0;
  expect(ask()?.measurement).toBe('granted');
});

it('B12: a layer that is made after us is heard when the page has loaded', async () => {
  page.dataLayer = undefined;
  const { answers } = listen();
  page.dataLayer = layer;
  dispatchEvent(new Event('load'));
  gtag('consent', 'update', { analytics_storage: 'granted' });
  await task();
  expect(answers.at(-1)?.measurement).toBe('granted');
});

it('reads a layer of another name', () => {
  page.shopLayer = [['consent', 'update', { analytics_storage: 'granted' }]];
  expect(listen({ dataLayer: 'shopLayer' }).ask()?.measurement).toBe('granted');
});

it('B13, B14: many updates in a task are one transition, and the same again is none', async () => {
  const { answers } = listen();
  gtag('consent', 'default', same(ALL, 'denied'));
  for (const key of ALL) gtag('consent', 'update', { [key]: 'granted' });
  await task();
  gtag('consent', 'update', same(ALL, 'granted'));
  await task();
  expect(answers).toEqual([every('granted')]);
});

it('keeps what the shop’s push answers, and gives it back', () => {
  listen();
  expect(layer.push({ event: 'x' }, { event: 'y' })).toBe(2);
  stop?.();
  expect(Object.hasOwn(layer, 'push')).toBe(false);
});

it('gives back a push of the shop’s own, but not over another script’s', () => {
  const own = (...entries: unknown[]) => Array.prototype.push.apply(layer, entries);
  layer.push = own;
  listen();
  stop?.();
  expect(layer.push).toBe(own);
  listen();
  const later = (...entries: unknown[]) => own(...entries);
  layer.push = later;
  stop?.();
  expect(layer.push).toBe(later);
});

it('S15, S16: entries that make no sense are no answer, and no reason to hear no more', () => {
  layer.push(null, undefined, 7, 'consent', [], {}, ['consent'], ['consent', 'update'], ['consent', 'update', null]);
  layer.push(['consent', 'update', 'granted'], { 0: 'set', 1: 'update', 2: same(ALL, 'granted') });
  const { ask } = listen();
  expect(Object.values(ask() ?? {})).not.toContain('granted');
  gtag('consent', 'update', { analytics_storage: 'granted' });
  expect(ask()?.measurement).toBe('granted');
});

it('S15: a polluted prototype grants nothing', () => {
  const polluted = Object.prototype as { analytics_storage?: string };
  polluted.analytics_storage = 'granted';
  try {
    gtag('consent', 'update', { ad_storage: 'granted' });
    expect(listen().ask()?.measurement).toBe('pending');
  } finally {
    delete polluted.analytics_storage;
  }
});
