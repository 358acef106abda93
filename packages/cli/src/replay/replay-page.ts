import type { ReplayEvent } from './replay-plan.js';

/** What the replay page offers to the one who drives it, as `globalThis.replay`. */
export interface ReplayStage {
  /** Records the events at their own times and answers what the SDK made of them. */
  play(events: readonly ReplayEvent[]): readonly PlayedEvent[];
  /** Sends what waits, then makes the device another shopper's. */
  leave(): Promise<readonly string[]>;
}

/** An event as the SDK passed it on. */
export interface PlayedEvent {
  readonly id: string;
  readonly name: string;
  readonly atMs: number;
}

/** Who records where. */
export interface ReplayPageOptions {
  readonly site: string;
  /** Where batches go. */
  readonly ingest: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

// Before the SDK: its page view too gets the session's first time, from the address. Timers and performance.now stay real.
// What the server acknowledged is read beside the SDK, and kept over page loads in sessionStorage, which the SDK never uses.
const BEFORE = `
  const realNow = Date.now;
  let shownMs = Number(new URLSearchParams(location.search).get('at')) || null;
  Date.now = () => shownMs ?? realNow.call(Date);

  const realFetch = window.fetch;
  const note = async (answer) => {
    if (answer.status !== 202) return;
    const { results } = await answer.json();
    const ids = results.filter(({ status }) => status !== 'rejected').map(({ id }) => id);
    sessionStorage.acknowledged = [sessionStorage.acknowledged ?? '', ...ids].join(' ').trim();
  };
  window.fetch = async (...request) => {
    const answer = await realFetch(...request);
    // An answer that names no event acknowledges none.
    await note(answer.clone()).catch(() => {});
    return answer;
  };
`;

const AFTER = `
  shownMs = null;
  globalThis.replay = {
    play(events) {
      const played = [];
      const stop = aisle('on', 'event', ({ id, name, atMs }) => played.push({ id, name, atMs }));
      for (const { name, params, atMs } of events) {
        shownMs = atMs;
        aisle('record', name, params);
        shownMs = null;
      }
      stop();
      return played;
    },
    async leave() {
      await aisle('flush');
      const acknowledged = (sessionStorage.acknowledged ?? '').split(' ').filter(Boolean);
      delete sessionStorage.acknowledged;
      await aisle('reset');
      return acknowledged;
    },
  };
`;

/** The page in which a session is replayed: the script tag as a shop has it, between two halves of a clock. */
export const replayPage = ({ site, ingest }: ReplayPageOptions): string => `<!doctype html>
<meta charset="utf-8">
<title>Replay</title>
<link rel="icon" href="data:,">
<script>${BEFORE}</script>
<script src="/aisle.js" data-site="${escaped(site)}" data-ingest="${escaped(ingest)}" data-consent="granted" data-traffic="replay"></script>
<script>${AFTER}</script>
`;
