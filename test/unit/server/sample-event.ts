import type { AisleEvent } from '@aisle/schema';

/** An event that every check lets through; its id is at least as long as the schema wants. */
export const sampleEvent = (id: string, overrides: Partial<AisleEvent> = {}): AisleEvent => ({
  v: 1,
  id: id.padEnd(8, '_'),
  name: 'view_item',
  atMs: 1_700_000_000_000,
  seq: 0,
  offsetMs: 12.5,
  sessionId: 'session-1',
  visitorId: 'visitor-1',
  params: { currency: 'EUR', value: 59, items: [{ item_id: 'A1', price: 59 }] },
  consent: { purposes: ['personalization', 'measurement'] },
  ...overrides,
});

export const sampleBatch = (events: readonly unknown[], overrides: object = {}) => ({
  v: 1,
  site: 'demo',
  sentAtMs: 1_700_000_001_000,
  events,
  ...overrides,
});
