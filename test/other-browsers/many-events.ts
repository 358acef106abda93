import { expect, vi } from 'vitest';
import type { ShopServer } from '../helpers/shop-server.js';

export const MANY = 1_000;

// Backoff grows by chance; what is late is no loss, and what never comes is late for ever.
const ARRIVAL_MS = 40_000;

export interface Recording {
  readonly count: number;
  /** The number of the first. */
  readonly from?: number;
  /** Where the page goes in the same task. */
  readonly thenTo?: string;
}

/** Runs in the page: records it all in one task. Leaving waits for a task of its own: WebKit's driver wants its answer. */
export const recordMany = ({ count, from = 0, thenTo }: Recording): void => {
  const record = (): void => {
    for (let index = from; index < from + count; index++)
      aisle.record('view_item', { items: [{ item_id: `A${index}` }] });
  };
  if (thenTo === undefined) return record();
  setTimeout(() => {
    record();
    location.href = thenTo;
  });
};

/** Waits until the server's database holds each event; then there must be no other, and none twice. */
export const expectEach = async (server: ShopServer, count: number): Promise<void> => {
  const arrived = (): string[] =>
    server.events().flatMap(({ name, params }) => (name === 'view_item' ? (params.items?.[0]?.item_id ?? '?') : []));
  await vi.waitFor(() => expect(arrived().length).toBeGreaterThanOrEqual(count), {
    timeout: ARRIVAL_MS,
    interval: 100,
  });
  // Whatever would come twice comes now.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const wanted = Array.from({ length: count }, (_, index) => `A${index}`);
  expect(arrived()).toHaveLength(count);
  expect(new Set(arrived())).toEqual(new Set(wanted));
  const ids = server.events().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
};
