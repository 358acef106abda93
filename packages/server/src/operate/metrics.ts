import type { EventResult } from '@aisle/schema';
import { Counter, Histogram, Registry } from 'prom-client';
import { createReasonLabels } from '../batch/drop-reasons.js';

/** One answered request. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern, never the address: addresses can name a subject. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** One batch after its commit. */
export interface AnsweredBatch {
  readonly site: string;
  readonly drops: Readonly<Record<string, number>>;
  readonly results: readonly EventResult[];
}

/** The counters of one server. */
export interface ServerMetrics {
  countBatch(batch: AnsweredBatch): void;
  /** Counts a withdrawal, or an erasure by the shop's staff, after its commit. */
  countErasure(site: string, erasedEvents: number): void;
  observeRequest(request: AnsweredRequest): void;
  /** The Prometheus text form, with its content type. */
  expose(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Makes the counters of one server in a registry of their own, so that two servers in a process do not mix. */
export const createServerMetrics = (): ServerMetrics => {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  const count = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `aisle_${name}_total`, help, labelNames, registers });
  const events = count('events', 'Events answered, by result.', ['site', 'result']);
  const rejected = count('events_rejected', 'Events refused, by code.', ['site', 'code']);
  const erasures = count('erasures', 'Withdrawals, and erasures by the staff.', ['site']);
  const erased = count('events_erased', 'Events that erasures deleted.', ['site']);
  const batches = count('batches', 'Batches answered with 202.', ['site']);
  const drops = count('browser_drops', 'Events that browsers say they dropped, by reason.', ['site', 'reason']);
  const durations = new Histogram({
    name: 'aisle_request_duration_seconds',
    help: 'Time from the request to its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const labelOf = createReasonLabels();

  return {
    countBatch({ site, drops: dropped, results }) {
      batches.inc({ site });
      for (const { status, code } of results) {
        events.inc({ site, result: status });
        if (code !== undefined) rejected.inc({ site, code });
      }
      for (const [reason, times] of Object.entries(dropped)) drops.inc({ site, reason: labelOf(reason) }, times);
    },
    countErasure(site, erasedEvents) {
      erasures.inc({ site });
      erased.inc({ site }, erasedEvents);
    },
    observeRequest({ method, route, status, seconds }) {
      durations.observe({ method, route, status }, seconds);
    },
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
};
