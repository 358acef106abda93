import { sendLoad } from './load.mjs';

const LOOK_MS = 1_000;

/**
 * What one server did under one load.
 *
 * @typedef {object} Measured
 * @property {number} acknowledged
 * @property {number} refused
 * @property {number} eventsPerSecond
 * @property {number} eventsPerCpuSecond Of the server's own time: others on the machine are not counted.
 * @property {readonly [p50: number, p99: number]} latencyMs
 * @property {readonly number[]} residentBytes At the start, and after each tenth of the time.
 */

const quantile = (/** @type {readonly number[]} */ sorted, /** @type {number} */ share) =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

/** The first, and the most of each tenth. */
const tenthsOf = (/** @type {readonly number[]} */ values) => {
  const [first = Number.NaN, ...more] = values;
  const size = Math.ceil(more.length / 10);
  const tenths = Array.from({ length: 10 }, (_, tenth) => more.slice(tenth * size, (tenth + 1) * size));
  return [first, ...tenths.filter(({ length }) => length > 0).map((tenth) => Math.max(...tenth))];
};

/**
 * Loads a server, and looks at what it uses meanwhile.
 *
 * @param {import('./subject.mjs').Subject} subject
 * @param {Omit<import('./load.mjs').LoadOptions, 'url'>} options
 * @returns {Promise<Measured>}
 */
export const measure = async (subject, options) => {
  const before = await subject.usage();
  const resident = [before.residentBytes];
  let isOver = false;
  const look = async () => {
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (!isOver) resident.push((await subject.usage()).residentBytes);
    }
  };
  const looking = look();
  const { acknowledged, refused, tookMs, latenciesMs } = await sendLoad({ ...options, url: subject.url });
  isOver = true;
  await looking;
  const after = await subject.usage();
  return {
    acknowledged,
    refused,
    eventsPerSecond: (1000 * acknowledged) / tookMs,
    eventsPerCpuSecond: (1000 * acknowledged) / (after.cpuMs - before.cpuMs),
    latencyMs: [quantile(latenciesMs, 0.5), quantile(latenciesMs, 0.99)],
    residentBytes: tenthsOf(resident),
  };
};
