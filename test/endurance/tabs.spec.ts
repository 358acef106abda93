import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { openDevice } from '../bench/delivery/device.mjs';
import { freePort } from '../other-browsers/free-port.js';
import { createDice } from '../unit/server/many-subjects.js';
import { temporaryFolder } from '../unit/server/temporary-folder.js';
import { exportedFrom, marksOf, replayed, tallyOf } from './delivered.js';
import { keptEvents } from './kept-events.js';
import { type Marks, lastWords, noteLastWord, noteWrites, recordMarks, writtenIn } from './record-marks.js';
import { startServe } from './serve-process.js';
import { openShopPages } from './shop-pages.js';
import { shortOrLong } from './short-or-long.js';

const TABS = 8;
const EVENTS = shortOrLong(1_000, 10_000);
const MOST_AT_ONCE = 25;
const MOST_PAUSE_MS = 150;
const SEED = 8;
/** Longer than the longest pause between two tries. */
const ARRIVAL_MS = shortOrLong(60_000, 900_000);

interface Walk {
  readonly open: () => Promise<Page>;
  readonly url: string;
  readonly dice: () => number;
  /** Counts what was done, by name. */
  readonly count: (done: string) => void;
  /** Keeps what a page recorded, task by task, that was closed then. */
  readonly closes: (tasks: readonly Marks[]) => void;
}

const isThere = (page: Page) => page.waitForFunction(() => typeof Reflect.get(window, 'aisle')?.record === 'function');

/** What becomes of a tab that has just recorded; each answers the tab to go on with. */
const FATES: Readonly<
  Record<string, { readonly share: number; readonly meet: (page: Page, walk: Walk) => Promise<Page> }>
> = {
  stays: { share: 0.35, meet: async (page) => page },
  reloaded: {
    share: 0.2,
    async meet(page) {
      await page.reload();
      return page;
    },
  },
  navigated: {
    share: 0.15,
    async meet(page, { url, dice }) {
      await page.goto(`${url}/page-${Math.floor(dice() * 1e6)}`);
      return page;
    },
  },
  back: {
    share: 0.1,
    async meet(page, { url }) {
      await page.goBack({ waitUntil: 'commit' });
      // Before the shop a tab was empty.
      if (!page.url().startsWith(url)) await page.goto(url);
      return page;
    },
  },
  closed: {
    share: 0.2,
    async meet(page, { open }) {
      await page.close();
      return open();
    },
  },
};
const LEFT_SHARE = 0.2;

const fateBy = (share: number): string => {
  let sum = 0;
  for (const [name, fate] of Object.entries(FATES)) {
    sum += fate.share;
    if (share < sum) return name;
  }
  return 'stays';
};

/** Records in one task and leaves in it. */
const recordAndLeave = async (page: Page, marks: Marks, path: string): Promise<void> => {
  await page.evaluate(recordMarks, { ...marks, leaveFor: path });
  await page.waitForURL(`**${path}`);
};

/** Records from `first` to `end` in one tab, which is closed, reloaded and sent elsewhere as the dice fall. */
const walkTab = async (first: number, end: number, walk: Walk): Promise<void> => {
  const { dice, count, closes } = walk;
  let page = await walk.open();
  let tasks: Marks[] = [];
  for (let mark = first; mark < end;) {
    await isThere(page);
    const marks = { first: mark, count: Math.min(end - mark, 1 + Math.floor(dice() * MOST_AT_ONCE)) };
    mark += marks.count;
    if (dice() < LEFT_SHARE) {
      await recordAndLeave(page, marks, `/left-${marks.first}`);
      count('left in the same task');
      tasks = [];
      continue;
    }
    await page.evaluate(recordMarks, marks);
    tasks.push(marks);
    const fate = fateBy(dice());
    if (fate === 'closed') closes(tasks);
    if (fate !== 'stays') tasks = [];
    page = (await FATES[fate]?.meet(page, walk)) ?? page;
    count(fate);
    await pause(dice() * MOST_PAUSE_MS);
  }
  closes(tasks);
  await page.close();
};

const marksIn = (tasks: readonly Marks[]): readonly number[] =>
  tasks.flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at));

it('loses no event of eight tabs that are closed, reloaded and left at random, has none twice, and knows one shopper', async () => {
  const db = join(temporaryFolder(), 'events.sqlite');
  const server = await startServe({ db, port: await freePort() });
  const shop = await openShopPages(server.url);
  const device = await openDevice();
  onTestFinished(async () => {
    await device.close();
    shop.close();
    await server.stop();
  });
  const written = new Set<number>();
  device.context().on('console', (message) => {
    for (const mark of writtenIn(message.text())) written.add(mark);
  });
  await device.context().addInitScript(noteLastWord);
  await device.context().addInitScript(noteWrites);
  const open = async (): Promise<Page> => {
    const page = await device.context().newPage();
    await page.goto(shop.url);
    return page;
  };
  const done: Record<string, number> = {};
  const count = (name: string) => void (done[name] = (done[name] ?? 0) + 1);
  const closed: (readonly Marks[])[] = [];
  const closes = (tasks: readonly Marks[]) => void closed.push(tasks);
  const share = EVENTS / TABS;
  await Promise.all(
    Array.from({ length: TABS }, (_, tab) =>
      walkTab(tab * share, (tab + 1) * share, { open, url: shop.url, dice: createDice(SEED + tab), count, closes }),
    ),
  );

  const last = await open();
  await isThere(last);
  await expect
    .poll(
      async () => {
        await last.evaluate(() => aisle.flush());
        return (await exportedFrom(last)).outbox.length;
      },
      { timeout: ARRIVAL_MS },
    )
    .toBe(0);
  const { head, base, log, delivery } = await exportedFrom(last);
  const kept = keptEvents(db);
  const marks = marksOf(kept);
  const tally = tallyOf(marks, EVENTS);
  const { twice } = tally;
  // A tab that does not answer for half a second is ended without `pagehide`: what it had not yet on disk is gone. No more.
  const said = await lastWords(last);
  const silent = closed.filter((tasks) => tasks[0] && !said.has(tasks.at(-1)?.first ?? -1));
  const mayBeGone = new Set(silent.flatMap(marksIn).filter((mark) => !written.has(mark)));
  const lost = tally.lost.filter((mark) => !mayBeGone.has(mark));
  const twiceThere = log.length - new Set(log.map(({ id }) => id)).size;
  console.log(
    `${TABS} tabs, ${EVENTS} events (${Object.entries(done)
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')}): ` +
      `${marks.length} arrived, ${lost.length} lost, ${twice} twice; ` +
      `${silent.length} tabs ended by the browser without a word, ${tally.lost.length - lost.length} of the ${mayBeGone.size} events gone that they had not written; ${kept.length} events with those of the SDK, ` +
      `${log.length} in the device's log${base ? ' and the rest in its base' : ''}, ${twiceThere} of them twice, drops ${JSON.stringify(delivery.drops)}`,
  );
  // Else nothing would be proved.
  expect(silent.length).toBeLessThan(closed.length / 2);
  expect({ lost: lost.length, twice, twiceThere, drops: delivery.drops }).toEqual({
    lost: 0,
    twice: 0,
    twiceThere: 0,
    drops: {},
  });
  expect(new Set(kept.map(({ visitorId }) => visitorId)).size).toBe(1);
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, seq) => seq));
  expect(head.profile).toEqual(replayed(log, base));
  expect(head.profile).toEqual(replayed(kept));
});
