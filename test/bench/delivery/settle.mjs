/** After the last one has arrived: does one arrive twice? */
const GRACE_MS = 1_500;
const MOST_MS = 90_000;
const LOOK_MS = 50;

/**
 * The first arrival of each event.
 *
 * @param {readonly import('./sink.mjs').Arrival[]} arrivals
 */
export const firstArrivals = (arrivals) => {
  /** @type {Map<number, import('./sink.mjs').Arrival>} */
  const first = new Map();
  for (const arrival of arrivals) if (!first.has(arrival.mark)) first.set(arrival.mark, arrival);
  return first;
};

/**
 * Looks at the sink until all have arrived, or nothing has for so long.
 *
 * @param {import('./sink.mjs').Sink} sink
 * @param {number} events
 * @param {number} quietMs
 */
export const settle = async ({ arrivals }, events, quietMs) => {
  const startMs = Date.now();
  for (;;) {
    const lastMs = Math.max(startMs, arrivals.at(-1)?.atMs ?? 0);
    const isAll = firstArrivals(arrivals).size === events;
    const sinceMs = Date.now() - lastMs;
    if (sinceMs >= (isAll ? Math.min(GRACE_MS, quietMs) : quietMs) || Date.now() - startMs > MOST_MS) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
};
