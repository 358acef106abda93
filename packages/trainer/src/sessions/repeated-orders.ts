import type { AisleEvent } from '@aisle/schema';

type Entry = readonly [order: string, eventId: string];

/** Tells an order that was reported before, by another event: a thank-you page that is loaded again must not teach twice. */
export interface RepeatedOrders {
  readonly isRepeated: (event: AisleEvent) => boolean;
  readonly set: (entry: Entry) => void;
  /** What came up since the last call. */
  readonly takeNew: () => readonly Entry[];
}

/** Makes an empty book of orders. One without an id cannot be told from another. */
export const createRepeatedOrders = (): RepeatedOrders => {
  const events = new Map<string, string>();
  let fresh: Entry[] = [];
  return {
    isRepeated({ id, name, params: { transaction_id: order } }) {
      if (name !== 'purchase' || !order) return false;
      const first = events.get(order);
      if (first !== undefined) return first !== id;
      events.set(order, id);
      fresh.push([order, id]);
      return false;
    },
    set: ([order, id]) => void events.set(order, id),
    takeNew() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
};
