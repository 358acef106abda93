import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { openDevice } from '../bench/delivery/device.mjs';
import { freePort } from '../other-browsers/free-port.js';
import { createDice } from '../unit/server/many-subjects.js';
import { temporaryFolder } from '../unit/server/temporary-folder.js';
import { exportedFrom, marksOf, replayed, tallyOf } from './delivered.js';
import { keptEvents } from './kept-events.js';
import { recordMarks } from './record-marks.js';
import { startServe } from './serve-process.js';
import { openShopPages } from './shop-pages.js';
import { shortOrLong } from './short-or-long.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SESSION_IDLE_MS = 30 * MINUTE_MS;
const EVENTS = shortOrLong(500, 5_000);
const VISITS = shortOrLong(20, 100);
/** Tasks of a visit in a page: half of them in the page that is opened for it, half in the one that stays. */
const TASKS = 4;
const SEED = 24;
/** What the page that stays may hold more at the end of the day: two hundred events that may leave in a last request. */
const MAX_GROWTH_BYTES = 1024 * 1024;
/** The caps that docs/what-is-delivered.md names, and that of the log. */
const CAPS = { events: 10_000, chars: 5_000_000, log: 5_000 };
const ARRIVAL_MS = 60_000;

/** Pauses between visits that make up a day: most are minutes, some hours, one is a night. */
const pausesOf = (dice: () => number): readonly number[] => {
  const rough = Array.from({ length: VISITS }, (_, visit) => {
    if (visit === Math.floor(VISITS / 2)) return 6 * 60;
    return visit % 9 === 8 ? 35 + 40 * dice() : 1 + 8 * dice();
  });
  return rough.map((minutes) => minutes * MINUTE_MS);
};

const heapOf = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  for (let times = 0; times < 2; times += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
};

const isThere = (page: Page) => page.waitForFunction(() => typeof Reflect.get(window, 'aisle')?.record === 'function');

/** Two pages that are recorded in: one stays all day, the other is opened anew for each visit. */
const openVisits = async (context: BrowserContext, url: string) => {
  const [stays, visited] = [await context.newPage(), await context.newPage()];
  await stays.goto(url);
  await visited.goto(url);
  await Promise.all([stays, visited].map(isThere));
  const perTask = EVENTS / VISITS / TASKS;
  let mark = 0;
  const nextMarks = () => {
    const first = Math.round(mark);
    mark += perTask;
    return { first, count: Math.round(mark) - first };
  };
  return {
    stays,
    async visit(number: number) {
      await visited.goto(`${url}/visit-${number}`);
      await isThere(visited);
      for (const page of [visited, stays]) {
        for (let task = 0; task < TASKS / 2; task += 1) {
          await page.evaluate(recordMarks, nextMarks());
          await context.clock.runFor(2_000);
        }
        // It is written before the other page goes on: two pages at once have no order but that of their writes.
        await exportedFrom(page);
      }
    },
  };
};

it('keeps a day without a server, in order and within its caps, and delivers it once', async () => {
  const db = join(temporaryFolder(), 'events.sqlite');
  const port = await freePort();
  const shop = await openShopPages(`http://127.0.0.1:${port}`);
  const device = await openDevice();
  onTestFinished(async () => {
    await device.close();
    shop.close();
  });
  const context = device.context();
  let refusals = 0;
  context.on('requestfailed', (request) => void (refusals += request.url().endsWith('/v1/batch') ? 1 : 0));
  const startMs = Date.now() - DAY_MS;
  await context.clock.install({ time: startMs });

  const { stays, visit } = await openVisits(context, shop.url);
  const pauses = pausesOf(createDice(SEED));
  const heaps: number[] = [];
  for (const [number, pauseMs] of pauses.entries()) {
    await visit(number);
    if (number % Math.floor(VISITS / 10) === 0 || number === VISITS - 1) heaps.push(await heapOf(stays));
    // A device that sleeps runs each timer once when it wakes.
    if (pauseMs > SESSION_IDLE_MS) await context.clock.fastForward(pauseMs);
    else await context.clock.runFor(pauseMs);
  }
  const restMs = startMs + DAY_MS - (await stays.evaluate(() => Date.now()));
  if (restMs > 0) await context.clock.fastForward(restMs);
  const before = await exportedFrom(stays);

  const server = await startServe({ db, port });
  onTestFinished(async () => void (await server.stop()));
  const back = await context.newPage();
  await back.goto(`${shop.url}/back`);
  await isThere(back);
  await expect
    .poll(
      async () => {
        await context.clock.runFor(1_000);
        return (await exportedFrom(back)).outbox.length;
      },
      { timeout: ARRIVAL_MS },
    )
    .toBe(0);

  const { head, base, log, delivery } = await exportedFrom(back);
  const kept = keptEvents(db);
  const marks = marksOf(kept);
  const { lost, twice } = tallyOf(marks, EVENTS);
  const sessions = [...new Set(kept.map(({ sessionId }) => sessionId))];
  const growth = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0);
  const kib = (bytes: number) => Math.round(bytes / 1024);
  console.log(
    `a day offline, ${EVENTS} events in ${VISITS} visits and ${sessions.length} sessions, ${refusals} refused requests: ${before.outbox.length} waited ` +
      `(${before.delivery.chars} characters), ${before.log.length} in the log${before.base ? ' and a base' : ''}; ${marks.length} arrived, ` +
      `${lost.length} lost, ${twice} twice; heap of the page that stayed, KiB: ${heaps.map(kib).join(' ')}`,
  );
  expect({ lost: lost.length, twice, drops: delivery.drops, aside: delivery.aside }).toEqual({
    lost: 0,
    twice: 0,
    drops: {},
    aside: [],
  });
  // In the order of their recording, over pages and sessions; the numbers of a session have no hole.
  expect(marks).toEqual(marks.toSorted((a, b) => a - b));
  for (const session of sessions) {
    const numbers = kept.filter(({ sessionId }) => sessionId === session).map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, seq) => seq));
  }
  expect(sessions.length).toBeGreaterThan(pauses.filter((ms) => ms > SESSION_IDLE_MS).length);
  expect(before.delivery.events).toBe(before.outbox.length);
  expect(before.outbox.length).toBeLessThanOrEqual(CAPS.events);
  expect(before.delivery.chars).toBeLessThanOrEqual(CAPS.chars);
  expect(before.log.length).toBeLessThanOrEqual(CAPS.log);
  expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
  expect(head.profile).toEqual(replayed(log, base));
  expect(head.profile).toEqual(replayed(kept));
});
