import { Agent, request } from 'node:http';
import { createBatchMaker } from './batch-maker.mjs';

/**
 * @typedef {object} LoadOptions
 * @property {string} url
 * @property {number} connections Each sends its next batch when the one before was answered.
 * @property {number} events In a batch.
 * @property {number} durationMs
 * @property {number} [eventsPerSecond] At most; as many as are taken, when left out.
 */

/**
 * @typedef {object} LoadResult
 * @property {number} acknowledged Events in batches that were answered with 202.
 * @property {number} refused Batches that were answered otherwise.
 * @property {number} tookMs
 * @property {readonly number[]} latenciesMs From the first byte sent to the last byte of the 202, in ascending order.
 */

/**
 * Sends batches for a while.
 *
 * @param {LoadOptions} options
 * @returns {Promise<LoadResult>}
 */
export const sendLoad = async ({ url, connections, events, durationMs, eventsPerSecond = Infinity }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const nextBody = createBatchMaker(events);
  /** @type {number[]} */
  const latenciesMs = [];
  let [sent, refused] = [0, 0];
  const startMs = performance.now();

  /** @returns {Promise<number | undefined>} */
  const post = (/** @type {string} */ body) =>
    new Promise((resolve, reject) => {
      const options = { agent, method: 'POST', headers: { 'content-type': 'text/plain' } };
      request(`${url}/v1/batch`, options, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
        response.on('error', reject);
      })
        .on('error', reject)
        .end(body);
    });

  const isDue = async () => {
    const dueMs = startMs + (1000 * sent) / eventsPerSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  };
  const sendOn = async () => {
    while (performance.now() - startMs < durationMs) {
      await isDue();
      sent += events;
      const body = nextBody();
      const beganMs = performance.now();
      const status = await post(body);
      if (status === 202) latenciesMs.push(performance.now() - beganMs);
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, sendOn));
  agent.destroy();
  latenciesMs.sort((a, b) => a - b);
  return {
    acknowledged: latenciesMs.length * events,
    refused,
    tookMs: performance.now() - startMs,
    latenciesMs,
  };
};
