import { openSqliteWarehouse, summaryOf } from '@aisle/report';
import { describe, expect, it } from 'vitest';
import { bucketFor } from '../../../packages/report/src/summary/series.js';
import { sitesOf } from '../../../packages/report/src/summary/sites.js';
import { anonymous, eventAt, HOUR, seededWarehouse, START_MS, visitor } from './seeded-warehouse.js';

describe('visitors, sessions and events', () => {
  it('counts visitors and sessions once, and sessions without a visitor apart', async () => {
    const { warehouse } = await seededWarehouse([
      eventAt(0, 'page_view', visitor(1)),
      eventAt(1, 'view_item', visitor(1)),
      eventAt(2, 'page_view', { ...visitor(1), sessionId: 'session-1b' }),
      eventAt(3, 'page_view', visitor(2)),
      anonymous(eventAt(4, 'page_view', { sessionId: 'session-x' })),
      anonymous(eventAt(5, 'page_view', { sessionId: 'session-x' })),
    ]);
    expect(await summaryOf(warehouse, HOUR)).toMatchObject({
      visitors: 2,
      sessions: 4,
      anonymousSessions: 1,
      events: 6,
      lastEventAtMs: START_MS + 5 * 60_000,
      eventsByName: [
        { name: 'page_view', count: 5, sessions: 4 },
        { name: 'view_item', count: 1, sessions: 1 },
      ],
    });
  });

  it('counts zeros, not nothing, where nothing happened', async () => {
    const { warehouse } = await seededWarehouse([]);
    const summary = await summaryOf(warehouse, HOUR);
    expect(summary).toMatchObject({ visitors: 0, sessions: 0, anonymousSessions: 0, events: 0, lastEventAtMs: null });
    expect(summary.funnel.map(({ sessions, dropOff }) => [sessions, dropOff])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('keeps to the window, both ends included, and to the site', async () => {
    const { warehouse, add } = await seededWarehouse([
      eventAt(0, 'first', { atMs: HOUR.fromMs }),
      eventAt(0, 'last', { atMs: HOUR.toMs }),
      eventAt(0, 'before', { atMs: HOUR.fromMs - 1 }),
      eventAt(0, 'after', { atMs: HOUR.toMs + 1 }),
    ]);
    await add([eventAt(1, 'elsewhere')], 'other');
    const { eventsByName } = await summaryOf(warehouse, HOUR);
    expect(eventsByName.map(({ name }) => name)).toEqual(['first', 'last']);
  });

  it('leaves labelled traffic out unless asked, and says how much there is', async () => {
    const { warehouse } = await seededWarehouse([
      eventAt(0, 'page_view', visitor(1)),
      eventAt(1, 'page_view', { ...visitor(2), traffic: 'replay' }),
      eventAt(2, 'page_view', { ...visitor(3), traffic: 'replay' }),
      eventAt(3, 'page_view', { ...visitor(4), traffic: 'bot' }),
      eventAt(4, 'page_view', { ...visitor(5), traffic: 'preview' }),
    ]);
    const countsFor = async (traffic: 'shopper' | 'replay' | 'all') => {
      const { visitors, trafficCounts } = await summaryOf(warehouse, { ...HOUR, traffic });
      expect(trafficCounts).toEqual({ shopper: 1, replay: 2, bot: 1, preview: 1 });
      return visitors;
    };
    expect([await countsFor('shopper'), await countsFor('replay'), await countsFor('all')]).toEqual([1, 2, 5]);
  });
});

describe('the funnel', () => {
  it('counts sessions by the furthest step, each step implying those before it', async () => {
    const { warehouse } = await seededWarehouse([
      ...[1, 2, 3, 4, 5].map((number) => eventAt(number, 'view_item', visitor(number))),
      eventAt(6, 'view_item', visitor(1)),
      eventAt(7, 'add_to_cart', visitor(1)),
      eventAt(8, 'add_to_cart', visitor(2)),
      eventAt(9, 'begin_checkout', visitor(1)),
      eventAt(10, 'purchase', visitor(6)),
      eventAt(11, 'page_view', visitor(7)),
    ]);
    const { funnel } = await summaryOf(warehouse, HOUR);
    expect(funnel.map(({ step, sessions }) => [step, sessions])).toEqual([
      ['view_item', 6],
      ['add_to_cart', 3],
      ['begin_checkout', 2],
      ['purchase', 1],
    ]);
    expect(funnel.map(({ share }) => share)).toEqual([1, 1 / 2, 1 / 3, 1 / 6]);
    expect(funnel.map(({ dropOff }) => dropOff)).toEqual([0, 1 / 2, 1 / 3, 1 / 2]);
  });
});

describe('segments', () => {
  const move = (minute: number, number: number, segment: string, change: string) =>
    eventAt(minute, 'x_segment', { ...visitor(number), params: { segment, change } });

  it('counts entries and exits, and who is inside by the last move', async () => {
    const { warehouse } = await seededWarehouse([
      move(1, 1, 'cart-abandoner', 'entered'),
      move(2, 1, 'cart-abandoner', 'left'),
      move(3, 1, 'cart-abandoner', 'entered'),
      move(1, 2, 'cart-abandoner', 'entered'),
      move(2, 2, 'cart-abandoner', 'left'),
      move(1, 3, 'first-time', 'entered'),
      eventAt(5, 'x_segment', { params: { segment: 7, change: 'entered' } }),
      move(6, 3, 'first-time', 'exploded'),
    ]);
    expect((await summaryOf(warehouse, HOUR)).segments).toEqual([
      { segment: 'cart-abandoner', entered: 3, left: 2, inside: 1 },
      { segment: 'first-time', entered: 1, left: 0, inside: 1 },
    ]);
  });

  it('tells the last of two moves of one millisecond by the session order', async () => {
    const { warehouse } = await seededWarehouse([
      move(1, 1, 'first-time', 'entered'),
      move(1, 1, 'first-time', 'left'),
    ]);
    expect((await summaryOf(warehouse, HOUR)).segments[0]).toMatchObject({ inside: 0 });
  });
});

describe('exposures', () => {
  const seen = (number: number, candidate: string, decision: string) =>
    eventAt(1, 'x_exposure', { ...visitor(number), params: { slot: 'home-hero', candidate, decision_id: decision } });
  const clicked = (number: number, candidate: string, decision: string) =>
    eventAt(2, 'x_slot_click', { ...visitor(number), params: { slot: 'home-hero', candidate, decision_id: decision } });

  it('counts exposures, visitors, clicks and clicked decisions by slot and candidate', async () => {
    const { warehouse } = await seededWarehouse([
      seen(1, 'sale', 'd1'),
      seen(1, 'sale', 'd2'),
      seen(2, 'sale', 'd3'),
      seen(3, 'default', 'd4'),
      clicked(1, 'sale', 'd1'),
      clicked(1, 'sale', 'd1'),
      clicked(2, 'sale', 'd3'),
      eventAt(4, 'x_exposure', { ...visitor(4), params: { slot: 'cart-offer', candidate: 'ship', decision_id: 'd5' } }),
    ]);
    expect((await summaryOf(warehouse, HOUR)).exposures).toEqual([
      { slot: 'cart-offer', candidate: 'ship', exposures: 1, visitors: 1, clicks: 0, clickedDecisions: 0 },
      { slot: 'home-hero', candidate: 'sale', exposures: 3, visitors: 2, clicks: 3, clickedDecisions: 2 },
      { slot: 'home-hero', candidate: 'default', exposures: 1, visitors: 1, clicks: 0, clickedDecisions: 0 },
    ]);
  });
});

describe('the series', () => {
  it('counts an hour by the minute, with zeros where nothing happened', async () => {
    const { warehouse } = await seededWarehouse([
      eventAt(0, 'page_view'),
      eventAt(0.99, 'page_view'),
      eventAt(2, 'page_view'),
      eventAt(59.9, 'page_view'),
    ]);
    const { bucketMs, points } = (await summaryOf(warehouse, HOUR)).series;
    expect([bucketMs, points.length, points[0]?.atMs]).toEqual([60_000, 60, START_MS]);
    expect(points.flatMap(({ events }, minute) => (events ? [[minute, events]] : []))).toEqual([
      [0, 2],
      [2, 1],
      [59, 1],
    ]);
  });

  it.each([
    [1, 1],
    [6, 5],
    [24, 15],
    [24 * 7, 180],
    [24 * 30, 1440],
    [24 * 365, 10_080],
  ])('counts %i hours in buckets of %i minutes', (hours, minutes) => {
    expect(bucketFor(hours * 3_600_000)).toBe(minutes * 60_000);
  });
});

describe('losses', () => {
  it('counts dead letters by code and drops by reason', async () => {
    const { warehouse } = await seededWarehouse([eventAt(0, 'page_view')], {
      drops: { consent_denied: 4, log_full: 1 },
      letters: [{ code: 'event/invalid' }, { code: 'event/depth' }, { code: 'event/invalid' }],
    });
    expect(await summaryOf(warehouse, HOUR)).toMatchObject({
      deadLetters: [
        { code: 'event/invalid', count: 2 },
        { code: 'event/depth', count: 1 },
      ],
      drops: [
        { reason: 'consent_denied', count: 4 },
        { reason: 'log_full', count: 1 },
      ],
    });
  });
});

describe('the warehouse', () => {
  it('lists the sites that have sent', async () => {
    const { warehouse, add } = await seededWarehouse([eventAt(0, 'page_view')], { site: 'shop-b' });
    await add([eventAt(0, 'page_view'), eventAt(0, 'page_view')], 'shop-a');
    expect(await sitesOf(warehouse)).toEqual(['shop-a', 'shop-b']);
  });

  it('lists no sites when none has', async () => {
    const { warehouse } = await seededWarehouse([]);
    expect(await sitesOf(warehouse)).toEqual([]);
  });

  it('cannot write', async () => {
    const { warehouse } = await seededWarehouse([]);
    await expect(warehouse.rows('DELETE FROM event_rows', {})).rejects.toThrow('readonly');
  });

  it('says what to do when there is no store', () => {
    expect(() => openSqliteWarehouse('/nowhere/events.sqlite')).toThrow('start the server first');
  });
});
