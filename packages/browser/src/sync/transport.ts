import type { AisleEvent, Batch, EventResult } from '@aisle/schema';
import { post } from './post.js';

/** What came back. Status 0: nothing did. */
export interface Reply {
  readonly status: number;
  /** One an event, in the batch's order; empty unless the server took the batch. */
  readonly results: readonly EventResult[];
  /** How long the server asks to be left alone, bounded. */
  readonly waitMs: number;
}

/** What is sent at once. */
export interface Parcel {
  readonly events: readonly AisleEvent[];
  readonly drops: Batch['drops'];
  /** The page may die now: there is no time to pack. */
  readonly isLast?: boolean;
}

/** Posts a batch. Never rejects. `signal` ends it: bytes already received by the server stay received. */
export type Transport = (parcel: Parcel, signal: AbortSignal) => Promise<Reply>;

const TIMEOUT_MS = 15_000;
const MAX_WAIT_MS = 10 * 60_000;
const MAX_ANSWER_CHARS = 500_000;
/** Requests that outlive the page share 64 KiB with all the shop's others. */
const MAX_KEEPALIVE_BYTES = 48 * 1024;
/** Less is not worth a round through the packer. */
const MIN_PACKED_CHARS = 1_000;

const resultsOf = async (response: Response): Promise<readonly EventResult[]> => {
  const text = response.status === 202 ? await response.text() : '{}';
  const { results } = JSON.parse(text.length > MAX_ANSWER_CHARS ? '{}' : text) as { results?: readonly EventResult[] };
  return Array.isArray(results) ? results : [];
};

/** Gzip under text/plain needs no preflight: the server knows it by its first bytes. */
const packed = (text: string): Promise<ArrayBuffer> =>
  new Response(new Response(text).body?.pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

/** Posts as text/plain: no preflight, so that a closing page's last request can leave. */
export const createTransport =
  (ingest: string, site: string, gpc: () => boolean): Transport =>
  async ({ events, drops, isLast }, signal) => {
    const batch: Batch = { v: 1, site, sentAtMs: Date.now(), gpc: gpc(), drops, events: [...events] };
    const text = JSON.stringify(batch);
    const isPacked = !isLast && text.length >= MIN_PACKED_CHARS && 'CompressionStream' in self;
    try {
      const body = isPacked ? await packed(text) : new TextEncoder().encode(text);
      const response = await post(ingest, body, {
        keepalive: body.byteLength <= MAX_KEEPALIVE_BYTES,
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const after = response.headers.get('retry-after') ?? '';
      // Seconds, or a date.
      const waitMs = Math.min(Number(after) * 1000 || Date.parse(after) - Date.now() || 0, MAX_WAIT_MS);
      return { status: response.status, results: await resultsOf(response), waitMs };
    } catch {
      // Offline, timed out, aborted, or no JSON: the batch stays where it is.
      return { status: 0, results: [], waitMs: 0 };
    }
  };
