import { Counter, Histogram, Registry } from 'prom-client';
import { createReasonLabels } from '../batch/drop-reasons.js';
import type { AcceptStatus, DeadLetter, EventBatch } from '../store/event-store.js';

/** One answered request. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern, never the address: addresses can name a subject. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** The counters of one server. */
export interface ServerMetrics {
  /** Counts a batch after its commit. */
  countBatch(batch: EventBatch, statuses: readonly AcceptStatus[], letters: readonly DeadLetter[]): void;
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
  const rejected = count('events_rejected', 'Events sent to the dead letters, by code.', ['site', 'code']);
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
    countBatch({ site, drops: dropped = {} }, statuses, letters) {
      batches.inc({ site });
      for (const result of statuses) events.inc({ site, result });
      for (const { code } of letters) {
        events.inc({ site, result: 'rejected' });
        rejected.inc({ site, code });
      }
      for (const [reason, times] of Object.entries(dropped)) drops.inc({ site, reason: labelOf(reason) }, times);
    },
    observeRequest({ method, route, status, seconds }) {
      durations.observe({ method, route, status }, seconds);
    },
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
};
