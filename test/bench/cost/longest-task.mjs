import { settle } from '../delivery/settle.mjs';
import { withPage } from './open-page.mjs';

// How long the page cannot answer a finger, in a processor slowed four times.

const BURST = 1_000;
const SLOWED = 4;
const QUIET_MS = 6_000;
const MARK = 'recorded';

/** @typedef {{ readonly name: string, readonly pid: number, readonly tid: number, readonly ts: number, readonly dur?: number, readonly args?: { readonly name?: string } }} TraceEvent */

/**
 * The task that recorded, and the longest of all others, in ms.
 *
 * @param {Buffer} trace
 */
const tasksIn = (trace) => {
  /** @type {{ traceEvents: readonly TraceEvent[] }} */
  const { traceEvents } = JSON.parse(trace.toString());
  const thread = (/** @type {TraceEvent} */ { pid, tid }) => `${pid} ${tid}`;
  const mark = traceEvents.find(({ name }) => name === MARK);
  if (!mark) throw new Error('The trace does not say when events were recorded.');
  const tasks = traceEvents.filter((one) => one.name.endsWith('RunTask') && thread(one) === thread(mark));
  const holds = (/** @type {TraceEvent} */ { ts, dur = 0 }) => ts <= mark.ts && mark.ts <= ts + dur;
  const longest = (/** @type {readonly TraceEvent[]} */ some) => Math.max(0, ...some.map(({ dur = 0 }) => dur)) / 1_000;
  return { recordingMs: longest(tasks.filter(holds)), otherMs: longest(tasks.filter((task) => !holds(task))) };
};

/**
 * Records 1,000 in one task with the processor slowed, and answers its tasks.
 *
 * @param {import('./open-page.mjs').Subject} subject
 * @param {ReadonlyMap<string, string | Buffer>} scripts
 */
export const measureLongest = (subject, scripts) =>
  withPage(subject, scripts, async (page, sink) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    const browser = page.context().browser();
    await browser?.startTracing(page, {
      categories: ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline'],
    });
    await page.evaluate(
      ([count, mark]) =>
        new Promise((resolve) =>
          setTimeout(() => {
            /** @type {any} */ (window).recordMany(0, count);
            performance.mark(mark);
            resolve(null);
          }),
        ),
      /** @type {const} */ ([BURST, MARK]),
    );
    await settle(sink, BURST, QUIET_MS);
    return tasksIn((await browser?.stopTracing()) ?? Buffer.from('{}'));
  });
