import { categoriesSeen, factsOf, featuresOf, type Profile, reduceProfile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { reasonAgainst } from '../reason-against.js';
import { createExampleTable, type ExampleTable } from './example-table.js';
import { categoriesBought } from './categories-bought.js';
import type { ReadyOptions } from './propensity-options.js';
import { createShoppers, type Shopper, type Waiting } from './shoppers.js';

/** Moments of recorded shoppers with what became of them. */
export interface Replay {
  /** Takes the next event. Those of one visitor come in the order in which they happened, each once. */
  add(event: AisleEvent): void;
  /** Settles what the end of the recording leaves open, and gives all. Called once. */
  end(): Examples;
}

/** What a recording came to. */
export interface Examples {
  readonly table: ExampleTable;
  readonly events: number;
  readonly visitors: number;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Events that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
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

const deedsIn = ({ session }: Profile): number =>
  Object.entries(session.counts).reduce((sum, [name, count]) => sum + (isDeed(name) ? count : 0), 0);

/**
 * Replays events through the engine's own fold, and notes at certain moments what the page would have known.
 *
 * Memory is a text for each visitor and a packed row for each moment.
 */
export const createReplay = ({ target, days, features }: ReadyOptions): Replay => {
  const table = createExampleTable(features.length);
  const read = featuresOf(features);
  const shoppers = createShoppers();
  const leftOut: Record<string, number> = {};
  const churnMs = days * dayMs;
  let [events, fromMs, untilMs] = [0, Infinity, -Infinity];

  const settle = (shopper: Shopper, isYes: (one: Waiting) => boolean, atMs: number): void => {
    shopper.waiting = shopper.waiting.filter((one) => {
      if (!isYes(one)) return true;
      table.settle(one.place, 'yes', atMs);
      return false;
    });
  };
  // Only when all the days are over: else those who came back would be known, and those who did not would not.
  const judge = ({ place, atMs }: Waiting, hasGone: boolean): void =>
    table.settle(place, hasGone ? 'yes' : 'no', atMs + churnMs);

  const beginSession = (shopper: Shopper, nowMs: number): void => {
    for (const one of shopper.waiting) {
      if (target === 'churn') judge(one, nowMs - one.atMs > churnMs);
      else table.settle(one.place, 'no', shopper.profile.lastAtMs ?? nowMs);
    }
    shopper.waiting = [];
  };
  const wait = (shopper: Shopper, atMs: number): void => {
    const { profile, index } = shopper;
    const facts = factsOf(profile, { nowMs: atMs, page: { path: '/' } });
    const sessionMs = profile.session.startedAtMs ?? atMs;
    const categories = target === 'category' ? categoriesSeen(profile) : [undefined];
    const more = categories.map((category) => ({
      atMs,
      category,
      place: table.add({
        features: read(facts, { profile, category }),
        visitor: index,
        sessionMs,
      }),
    }));
    shopper.waiting = [...shopper.waiting, ...more];
  };
  const buy = (shopper: Shopper, event: AisleEvent): void => {
    if (target === 'buy') settle(shopper, () => true, event.atMs);
    if (target !== 'category') return;
    const bought = categoriesBought(event, shopper.profile);
    settle(shopper, ({ category }) => bought.has(category ?? ''), event.atMs);
  };
  const take = (event: AisleEvent): void => {
    const { atMs, name, sessionId, visitorId } = event;
    const shopper = shoppers.get(visitorId ?? sessionId);
    const before = shopper.profile;
    const profile = reduceProfile(before, event);
    if (profile.session.id !== before.session.id) beginSession(shopper, atMs);
    shopper.profile = profile;
    // An order that is reported twice counts once.
    if (profile.orders.count > before.orders.count) buy(shopper, event);
    const isNow = profile.session.id === sessionId && isDeed(name);
    if (isNow && moments.has(deedsIn(profile))) wait(shopper, atMs);
  };
  const close = ({ waiting, profile }: Shopper): void => {
    const lastMs = profile.lastAtMs ?? untilMs;
    for (const one of waiting) {
      if (target === 'churn') judge(one, true);
      // Half an hour ends a session; one that may go on is not settled.
      else if (lastMs + sessionGapMs <= untilMs) table.settle(one.place, 'no', lastMs);
    }
  };

  return {
    add(event) {
      const reason = reasonAgainst(event);
      if (reason !== null) {
        leftOut[reason] = (leftOut[reason] ?? 0) + 1;
        return;
      }
      events += 1;
      [fromMs, untilMs] = [Math.min(fromMs, event.atMs), Math.max(untilMs, event.atMs)];
      take(event);
    },
    end() {
      for (const shopper of shoppers.all()) close(shopper);
      return { table, events, visitors: shoppers.size, fromMs, untilMs, leftOut };
    },
  };
};
