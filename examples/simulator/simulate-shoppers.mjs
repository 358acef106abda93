import { createChance } from './chance.mjs';
import { readGoods } from './goods.mjs';
import { makeShoppers } from './shoppers.mjs';
import { crawlOf, visitOf } from './visit.mjs';
import { createWants } from './wants.mjs';
import { wireEventsOf } from './wire-events.mjs';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
// By hour: few at night, some at lunch, most in the evening.
const HOURS = [2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 11, 13, 12, 10, 10, 11, 13, 16, 20, 22, 20, 13, 6];
/** By day of the week, Sunday first. */
const WEEK = [1.3, 1, 0.9, 0.9, 0.9, 0.9, 1.1];

const momentOf = (chance, { fromMs, days }) => {
  const all = Array.from({ length: days }, (_, day) => day);
  const day = chance.pick(all, (one) => WEEK[new Date(fromMs + one * DAY_MS).getUTCDay()]);
  const hour = chance.pick([...HOURS.keys()], (one) => HOURS[one]);
  return { day, startMs: Math.floor(fromMs + day * DAY_MS + (hour + chance.next()) * HOUR_MS) };
};

/** Who comes when, in order, so that what somebody bought is owned at their next visit. */
const visitsOf = (chance, { shoppers, sessions, fromMs, days }) => {
  const total = shoppers.reduce((sum, { zeal }) => sum + zeal, 0);
  let owed = 0;
  const visitors = shoppers.flatMap((shopper) => {
    owed += (shopper.zeal / total) * sessions;
    const visits = Math.floor(owed);
    owed -= visits;
    return Array.from({ length: visits }, () => shopper);
  });
  return visitors
    .map((shopper, order) => ({ shopper, order, ...momentOf(chance, { fromMs, days }) }))
    .sort((one, other) => one.startMs - other.startMs || one.order - other.order);
};

/**
 * Gives the events of simulated shoppers, visit by visit: the same options give the same events.
 *
 * @param {object} options
 * @param {string} options.cataloguePath the shop's `catalogue.json`
 * @param {number} options.seed
 * @param {number} options.sessions visits, also of those who refused and leave no event
 * @param {number} options.days
 * @param {number} options.untilMs when the last day ends
 */
export const simulateShoppers = function* ({ cataloguePath, seed, sessions, days, untilMs }) {
  const chance = createChance(seed);
  const goods = readGoods(cataloguePath);
  const wants = createWants(goods);
  const shoppers = makeShoppers(chance, goods, sessions);
  const fromMs = untilMs - days * DAY_MS;
  let number = 0;
  for (const { shopper, day, startMs } of visitsOf(chance, { shoppers, sessions, fromMs, days })) {
    const sessionId = `sim-${seed}-${String(number).padStart(7, '0')}`;
    const orderId = `S${seed}-${number}`;
    const isBot = chance.is(goods.habits.bots);
    const steps = isBot ? crawlOf({ chance, goods }) : visitOf({ chance, goods, wants, shopper, day, orderId });
    yield wireEventsOf({ chance, shopper, steps, sessionId, startMs, isBot });
    number += 1;
  }
};
