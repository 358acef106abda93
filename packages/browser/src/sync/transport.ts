import type { AisleEvent, Batch, EventResult } from '@aisle/schema';

/** What came back. Status 0: nothing did. */
export interface Reply {
  readonly status: number;
  /** One an event, in the batch's order; empty unless the server took the batch. */
  readonly results: readonly EventResult[];
  /** How long the server asks to be left alone, bounded. */
  readonly waitMs: number;
}

/** Posts a batch. Never rejects. `signal` ends it: bytes already received by the server stay received. */
export type Transport = (events: readonly AisleEvent[], drops: Batch['drops'], signal: AbortSignal) => Promise<Reply>;

const TIMEOUT_MS = 15_000;
const MAX_WAIT_MS = 10 * 60_000;
const MAX_ANSWER_CHARS = 500_000;
/** The browser's quota for requests that outlive the page is 64 KiB for all of them together. */
const MAX_KEEPALIVE_CHARS = 20_000;

const resultsOf = async (response: Response): Promise<readonly EventResult[]> => {
  const text = response.status === 202 ? await response.text() : '{}';
  const { results } = JSON.parse(text.length > MAX_ANSWER_CHARS ? '{}' : text) as { results?: readonly EventResult[] };
  return Array.isArray(results) ? results : [];
};

/** Posts as text/plain: no preflight, so that a closing page's last request can leave. */
export const createTransport =
  (ingest: string, site: string, gpc: () => boolean): Transport =>
  async (events, drops, signal) => {
    const batch: Batch = { v: 1, site, sentAtMs: Date.now(), gpc: gpc(), drops, events: [...events] };
    const body = JSON.stringify(batch);
    try {
      const response = await fetch(ingest, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body,
        keepalive: body.length <= MAX_KEEPALIVE_CHARS,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const waitMs = Math.min(Number(response.headers.get('retry-after')) * 1000 || 0, MAX_WAIT_MS);
      return { status: response.status, results: await resultsOf(response), waitMs };
    } catch {
      // Offline, timed out, aborted, or no JSON: the batch stays where it is.
      return { status: 0, results: [], waitMs: 0 };
    }
  };
