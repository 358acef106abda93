import type { AisleEvent } from '@aisle/schema';
import type { DropCounts, Settled, Trouble } from '../outbox.js';
import { isUrgent } from '../urgent.js';

/** An event that no server takes. */
export interface SetAside {
  readonly reason: string;
  /** Without its parameters when it is too large to be kept. */
  readonly event: AisleEvent;
}

/** What is known of the outbox beside the events in it; stored, so that pages go on where the one before ended. */
export interface Delivery {
  /** How many events wait. */
  readonly events: number;
  /** How long they are as JSON. */
  readonly chars: number;
  /** What was given up since a server heard of it. */
  readonly drops: DropCounts;
  /** The newest last. */
  readonly aside: readonly SetAside[];
  readonly trouble: Trouble | null;
  /** The tab whose turn it is to send, and until when, ms since 1970; where the browser has no locks. */
  readonly lease: { readonly tab: string; readonly untilMs: number } | null;
}

/** Nothing waits, nothing was lost. */
export const emptyDelivery: Delivery = { events: 0, chars: 0, drops: {}, aside: [], trouble: null, lease: null };

const MAX_EVENTS = 10_000;
const MAX_CHARS = 5_000_000;
const MAX_EVENT_CHARS = 64_000;
const MAX_ASIDE = 20;
/** A clock that was set back blocks nobody. */
const MAX_LEASE_MS = 60_000;

const charsOf = (event: AisleEvent): number => JSON.stringify(event).length;
const sumOf = (events: readonly AisleEvent[]): number => events.reduce((sum, event) => sum + charsOf(event), 0);

/** Counts drops in, or off with `sign` -1: a server has heard of them. */
export const withDrops = (delivery: Delivery, more: DropCounts, sign: 1 | -1 = 1): Delivery => {
  const drops = { ...delivery.drops };
  for (const [reason, by] of Object.entries(more)) drops[reason] = Math.max(0, (drops[reason] ?? 0) + sign * by);
  return { ...delivery, drops: Object.fromEntries(Object.entries(drops).filter(([, by]) => by > 0)) };
};

const withEvents = (delivery: Delivery, events: readonly AisleEvent[]): Delivery => ({
  ...delivery,
  events: delivery.events + events.length,
  chars: delivery.chars + sumOf(events),
});

/** Counts events off. */
export const withoutEvents = (delivery: Delivery, events: readonly AisleEvent[]): Delivery => ({
  ...delivery,
  events: Math.max(0, delivery.events - events.length),
  chars: Math.max(0, delivery.chars - sumOf(events)),
});

/** Keeps events apart that no server takes, and counts them as dropped for that reason. */
export const setAside = (delivery: Delivery, events: readonly AisleEvent[], reason: string): Delivery => {
  const kept = events.map((event) => ({
    reason,
    event: charsOf(event) > MAX_EVENT_CHARS ? { ...event, params: {} } : event,
  }));
  const aside = [...delivery.aside, ...kept].slice(-MAX_ASIDE);
  return withDrops({ ...delivery, aside }, { [reason]: events.length });
};

/** After a batch: `gone` are its events that left the outbox. */
export const settled = (
  delivery: Delivery,
  gone: readonly AisleEvent[],
  { refusal, drops, trouble }: Settled,
): Delivery => {
  const left = { ...withDrops(withoutEvents(delivery, gone), drops, -1), trouble };
  return refusal ? setAside(left, gone, refusal) : left;
};

/** After a purpose went: what is set aside is trimmed, too, and what waits is counted anew. */
export const recounted = (
  delivery: Delivery,
  outbox: readonly AisleEvent[],
  trim: (event: AisleEvent) => AisleEvent,
): Delivery => {
  const aside = delivery.aside.map(({ event, reason }) => ({ event: trim(event), reason }));
  return withEvents({ ...delivery, aside, events: 0, chars: 0 }, outbox);
};

/** Takes events in, but those that are too large to be sent; answers what goes into the outbox. */
export const take = (
  delivery: Delivery,
  events: readonly AisleEvent[],
): { readonly fitting: readonly AisleEvent[]; readonly delivery: Delivery } => {
  const fitting: AisleEvent[] = [];
  const large: AisleEvent[] = [];
  let { chars } = delivery;
  // Each is turned into text once: this is on the way of every event.
  for (const event of events) {
    const more = charsOf(event);
    if (more > MAX_EVENT_CHARS) large.push(event);
    else {
      fitting.push(event);
      chars += more;
    }
  }
  const counted = { ...delivery, events: delivery.events + fitting.length, chars };
  return { fitting, delivery: large.length > 0 ? setAside(counted, large, 'too_large') : counted };
};

/** Gives the turn to send to a tab, unless another has it; for 0 ms: takes it back. */
export const leased = (delivery: Delivery, tab: string, forMs: number): Delivery => {
  const { lease } = delivery;
  const nowMs = Date.now();
  const isTaken = lease && lease.tab !== tab && lease.untilMs > nowMs && lease.untilMs < nowMs + MAX_LEASE_MS;
  return isTaken ? delivery : { ...delivery, lease: forMs > 0 ? { tab, untilMs: nowMs + forMs } : null };
};

/** Whether there is more than may wait. */
export const isOver = ({ events, chars }: Delivery): boolean => events > MAX_EVENTS || chars > MAX_CHARS;

/** Gives up the oldest of `events` until the outbox is small enough; what is urgent only when it `spares` nothing. */
export const shed = (
  delivery: Delivery,
  events: readonly AisleEvent[],
  spares: boolean,
): { readonly kept: readonly AisleEvent[]; readonly delivery: Delivery } => {
  let left = delivery;
  const kept = events.filter((event) => {
    if (!isOver(left) || (spares && isUrgent(event.name))) return true;
    left = withDrops(withoutEvents(left, [event]), { outbox_full: 1 });
    return false;
  });
  return { kept: kept.length < events.length ? kept : events, delivery: left };
};
