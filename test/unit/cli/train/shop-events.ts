import { sampleEvent } from '../../server/sample-event.js';

const atMs = Date.UTC(2026, 0, 1);

/** Events of so many sessions, each of two views of one of three pairs of items, an hour apart. */
export const shopEvents = (sessions: number) =>
  Array.from({ length: sessions * 2 }, (_, at) => {
    const session = Math.floor(at / 2);
    const itemId = `${['lamp', 'boot', 'tent'][session % 3]}-${at % 2}`;
    return sampleEvent(`event-${at}`, {
      sessionId: `session-${session}`,
      seq: at % 2,
      atMs: atMs + session * 3_600_000 + (at % 2) * 1_000,
      params: { items: [{ item_id: itemId }] },
    });
  });
