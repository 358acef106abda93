// What happens to a page that recorded. Each ends when the sink is up: what arrives from there on arrives at once.

/**
 * @typedef {object} Cell
 * @property {import('playwright').Page} page With the tracker, open for a moment already.
 * @property {import('./sink.mjs').Sink} sink
 * @property {import('./device.mjs').Device} device
 * @property {number} events
 * @property {() => Promise<import('playwright').Page>} visit Opens one more page with the tracker.
 */

/**
 * @typedef {object} Scenario
 * @property {string} title
 * @property {number} quietMs For so long nothing new arrives, and we look no further.
 * @property {import('./sink.mjs').SinkState} [sink] While the events are recorded.
 * @property {(device: import('./device.mjs').Device, shop: string) => Promise<unknown>} [prepare] Before the shop is opened first.
 * @property {(cell: Cell) => Promise<number>} act Answers the moment from which on nothing stood between page and sink.
 */

const OUTAGE_MS = 10_000;
/** Trackers begin again after a pause that grows: an outage of ten seconds may cost as much once more. */
const AFTER_OUTAGE_MS = 25_000;
/** Some block the page for that long with a thousand events. */
const PAGE_THERE_MS = 25_000;
const PAGE_GONE_MS = 3_000;

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

const record = async (
  /** @type {import('playwright').Page} */ page,
  /** @type {number} */ first,
  /** @type {number} */ count,
) => {
  const startMs = Date.now();
  await page.evaluate(([from, many]) => /** @type {any} */ (window).recordMany(from, many), [first, count]);
  return startMs;
};

const recordAll = (/** @type {Cell} */ { page, events }) => record(page, 0, events);

const open = async (/** @type {Cell} */ { sink }) => {
  await sink.set('up');
  return Date.now();
};

const outage = (/** @type {string} */ title, /** @type {import('./sink.mjs').SinkState} */ sink) => ({
  title,
  quietMs: AFTER_OUTAGE_MS,
  sink,
  async act(/** @type {Cell} */ cell) {
    const up = wait(OUTAGE_MS);
    await recordAll(cell);
    await up;
    return open(cell);
  },
});

/** Nobody listens until the browser is dead: what arrives later was on the disk. */
const killedAfter = (/** @type {number} */ ms) => ({
  title: `browser killed ${ms / 1000} s after, sink down`,
  quietMs: 0,
  sink: /** @type {const} */ ('refused'),
  async act(/** @type {Cell} */ cell) {
    await recordAll(cell);
    if (ms > 0) await wait(ms);
    await cell.device.kill();
    const upMs = await open(cell);
    await cell.device.restart();
    return upMs;
  },
});

/** @satisfies {Record<string, Scenario>} */
export const scenarios = {
  up: { title: 'sink up', quietMs: PAGE_THERE_MS, act: recordAll },
  leave: {
    title: 'page left at once',
    quietMs: PAGE_GONE_MS,
    async act({ page, events }) {
      const startMs = Date.now();
      // The page goes away under the call.
      await page
        .evaluate((count) => {
          /** @type {any} */ (window).recordMany(0, count);
          location.href = '/away';
        }, events)
        .catch(() => undefined);
      await page.waitForURL('**/away');
      return startMs;
    },
  },
  close: {
    title: 'tab closed at once',
    quietMs: PAGE_GONE_MS,
    async act(cell) {
      const startMs = await recordAll(cell);
      await cell.page.close();
      return startMs;
    },
  },
  refused: outage('ingest down 10 s, refused', 'refused'),
  unavailable: outage('ingest down 10 s, 503', 'unavailable'),
  reload: {
    title: 'reloaded while down',
    quietMs: AFTER_OUTAGE_MS,
    sink: 'refused',
    async act(cell) {
      const up = wait(OUTAGE_MS);
      await recordAll(cell);
      await wait(1_000);
      await cell.page.reload();
      await up;
      return open(cell);
    },
  },
  kill0: killedAfter(0),
  kill100: killedAfter(100),
  kill300: killedAfter(300),
  kill10000: killedAfter(10_000),
  tabs: {
    title: 'two tabs at once',
    quietMs: PAGE_THERE_MS,
    async act({ page, events, visit }) {
      const other = await visit();
      const half = Math.ceil(events / 2);
      const starts = await Promise.all([record(page, 0, half), record(other, half, events - half)]);
      return Math.min(...starts);
    },
  },
  offline: {
    title: 'offline 10 s',
    quietMs: AFTER_OUTAGE_MS,
    async act(cell) {
      const back = wait(OUTAGE_MS);
      await cell.device.context().setOffline(true);
      await recordAll(cell);
      await back;
      await cell.device.context().setOffline(false);
      return Date.now();
    },
  },
  quota: {
    title: 'quota exceeded',
    quietMs: PAGE_THERE_MS,
    // Before anything is stored: for half a minute after a write a browser does not look at the quota again.
    async prepare(device, shop) {
      const [blank] = device.context().pages();
      const session = blank && (await device.context().newCDPSession(blank));
      await session?.send('Storage.overrideQuotaForOrigin', { origin: shop, quotaSize: 1 });
    },
    act: recordAll,
  },
};

/** @typedef {keyof typeof scenarios} ScenarioName */
