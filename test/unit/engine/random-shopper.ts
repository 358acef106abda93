import type { Context } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import fc from 'fast-check';
import { dayMs, eventOf, noonMs } from './build-events.js';

const item = fc.record(
  {
    item_id: fc.constantFrom('a', 'b'),
    item_brand: fc.constantFrom('Nord', '__proto__'),
    item_category: fc.constantFrom('shoes', 'constructor'),
    price: fc.integer({ min: 0, max: 60 }),
  },
  { requiredKeys: ['item_id'] },
);

/** A week of events of three sessions, as they were recorded; a few arrive late. */
export const randomPast: fc.Arbitrary<readonly AisleEvent[]> = fc.array(
  fc
    .record({
      name: fc.constantFrom(
        'page_view',
        'view_item',
        'add_to_cart',
        'purchase',
        'x_exposure',
        'x_traits',
        'x_dwell',
        'x_scroll',
      ),
      atMs: fc.integer({ min: noonMs - 3 * dayMs, max: noonMs + dayMs }),
      sessionId: fc.constantFrom('session-1', 'session-2', 'session-3'),
      params: fc.record(
        {
          items: fc.array(item, { maxLength: 2 }),
          value: fc.integer({ min: -2, max: 9 }),
          slot: fc.constantFrom('slot0', 'slot1'),
          candidate: fc.constantFrom('k0', 'k1', 'default'),
          campaign: fc.constant('c0'),
          experiments: fc.constantFrom([{ id: 'x0', variation: 'x0-a', version: 0 }], [null], 7),
          tier: fc.constantFrom('gold', null),
          page_path: fc.constant('/a'),
          utm_source: fc.constant('news'),
          seconds: fc.integer({ min: 0, max: 60 }),
          percent: fc.constantFrom(25, 90),
        },
        { requiredKeys: [] },
      ),
    })
    .map((sketch) => eventOf(sketch as never)),
  { maxLength: 12 },
);

/** Contexts in which anything but the page and the time may be unknown. */
export const randomContext: fc.Arbitrary<Context> = fc.record(
  {
    nowMs: fc.integer({ min: noonMs + dayMs, max: noonMs + 5 * dayMs }),
    page: fc.record({ path: fc.constant('/'), type: fc.constantFrom('a', 'product') }, { requiredKeys: ['path'] }),
    consent: fc.constant({ marketing: 'granted' as const }),
    device: fc.constant({ touch: true, width: 390 }),
    locale: fc.constant('de-AT'),
    predictions: fc.constant({ buy: 0.5 }),
    timeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
    visitorId: fc.constantFrom('visitor-1', 'visitor-2', 'visitor-3'),
    assigned: fc.constant({ x0: 'x0-b' }),
    forced: fc.constant({ x0: 'x0-a' }),
    url: fc.constantFrom('/?x0=1', '/?x1=3'),
  },
  { requiredKeys: ['nowMs', 'page'] },
);
