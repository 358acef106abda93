import { categoriesSeen, type Profile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { createNameBook } from '../sessions/name-book.js';
import { categoriesBought } from './categories-bought.js';
import type { EventBook } from './event-book.js';
import { foldVisitor, type Step } from './fold-visitor.js';
import { createMomentTable, type MomentTable } from './moment-table.js';
import type { ReadyOptions } from './propensity-options.js';

/** Moments with what became of them; those of a visitor stand together. */
export interface Watched {
  readonly table: MomentTable;
  /** By number; 0 is none. */
  readonly categories: readonly (string | undefined)[];
}

interface Waiting {
  readonly place: number;
  readonly atMs: number;
  readonly category: string | undefined;
}

const dayMs = 86_400_000;
const sessionGapMs = 1_800_000;

/**
 * After which events of a session a prediction is asked for: the first ones, then ever more seldom, so that one long session
 * does not outweigh many short ones.
 */
const moments = new Set([1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987]);

/** What shoppers do; our own events are what a page and we do. */
const isDeed = (name: string): boolean => !name.startsWith('x_');

const deedsIn = ({ session: { counts } }: Profile): number => {
  let sum = 0;
  for (const name of Object.keys(counts)) sum += isDeed(name) ? (counts[name] ?? 0) : 0;
  return sum;
};

/** Follows every visitor, and notes at which moments a prediction is asked for and what became of each. */
export const watchVisitors = (
  book: EventBook,
  { target, days }: Pick<ReadyOptions, 'target' | 'days'>,
  untilMs: number,
): Watched => {
  const table = createMomentTable();
  const categories = createNameBook();
  const churnMs = days * dayMs;
  // Sessions and orders are known by themselves; only what is bought has categories.
  const withItems = target === 'category';
  let waiting: readonly Waiting[] = [];

  const settle = (isYes: (one: Waiting) => boolean, atMs: number): void => {
    waiting = waiting.filter((one) => {
      if (!isYes(one)) return true;
      table.settle(one.place, 'yes', atMs);
      return false;
    });
  };
  // Only when all the days are over: else those who came back would be known, and those who did not would not.
  const judge = ({ place, atMs }: Waiting, hasGone: boolean): void =>
    table.settle(place, hasGone ? 'yes' : 'no', atMs + churnMs);

  const beginSession = (lastMs: number, nowMs: number): void => {
    for (const one of waiting) {
      if (target === 'churn') judge(one, nowMs - one.atMs > churnMs);
      else table.settle(one.place, 'no', lastMs);
    }
    waiting = [];
  };
  const wait = (profile: Profile, row: number, atMs: number): void => {
    const visitor = book.visitor(row);
    const sessionMs = profile.session.startedAtMs ?? atMs;
    const asked = withItems ? categoriesSeen(profile) : [undefined];
    const more = asked.map((category) => {
      const number = category === undefined ? 0 : categories.numberOf(category) + 1;
      return { atMs, category, place: table.add({ visitor, sessionMs, row, category: number }) };
    });
    waiting = [...waiting, ...more];
  };
  const buy = (profile: Profile, event: AisleEvent): void => {
    if (target === 'buy') settle(() => true, event.atMs);
    if (target !== 'category') return;
    const bought = categoriesBought(event, profile);
    settle(({ category }) => bought.has(category ?? ''), event.atMs);
  };
  const take = ({ row, before, after }: Step): void => {
    const event = book.event(row, withItems);
    const { atMs, name, sessionId } = event;
    if (after.session.id !== before.session.id) beginSession(before.lastAtMs ?? atMs, atMs);
    // An order that is reported twice counts once.
    if (after.orders.count > before.orders.count) buy(after, event);
    const isNow = after.session.id === sessionId && isDeed(name);
    if (isNow && moments.has(deedsIn(after))) wait(after, row, atMs);
  };
  const close = (lastMs: number): void => {
    for (const one of waiting) {
      if (target === 'churn') judge(one, true);
      // Half an hour ends a session; one that may go on is not settled.
      else if (lastMs + sessionGapMs <= untilMs) table.settle(one.place, 'no', lastMs);
    }
    waiting = [];
  };

  for (const rows of book.byVisitor()) {
    let lastMs = untilMs;
    for (const step of foldVisitor(book, rows, withItems)) {
      take(step);
      lastMs = step.after.lastAtMs ?? untilMs;
    }
    close(lastMs);
  }
  return { table, categories: [undefined, ...categories.names()] };
};
