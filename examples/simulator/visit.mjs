import { MISSIONS, createTaste, firstLook, nextLook } from './missions.mjs';

const MOST_LOOKS = 14;
const MOST_IN_BASKET = 5;
const SHARES = { looksBesideBasket: 0.65, takesBeside: 0.5, buys: 0.6, comesBackForBasket: 0.5, comesForMore: 0.5 };

const missionOf = (chance, { habits }, shopper) =>
  shopper.owned.size > 0 && chance.is(SHARES.comesForMore)
    ? 'more'
    : chance.pick(Object.keys(habits.missions), (name) => habits.missions[name]);

/** Some things are bought by the half dozen. */
const quantityOf = ({ chance, goods }, good) =>
  goods.habits.bySixes.includes(good.shelf) ? chance.pick([1, 2, 4, 6], (count) => count) : 1;

/** Nobody needs two chef knives at once; a pot and its tin stand on one shelf, too, but go together. */
const isInPlaceOf = ({ goods }, good, other) =>
  good === other || (good.shelf === other.shelf && !goods.goingWith(good).some((one) => one.good === other));

const take = (visit, good) => {
  const { chance, shopper, steps } = visit;
  if (!good.canBuy || shopper.cart.length >= MOST_IN_BASKET) return;
  if (shopper.cart.some((line) => isInPlaceOf(visit, good, line.good))) return;
  const line = { good, quantity: quantityOf(visit, good) };
  shopper.cart.push(line);
  steps.push({ name: 'add_to_cart', lines: [line] });
  if (chance.is(SHARES.looksBesideBasket)) lookBeside(visit, good);
};

const look = (visit, good) => {
  visit.seen.add(good);
  visit.steps.push({ name: 'view_item', lines: [{ good, quantity: 1 }] });
};

/** What goes with a thing is looked for once that thing is in the basket. */
const lookBeside = (visit, good) => {
  const { chance, goods, shopper, seen, taste } = visit;
  const found = chance.pick(goods.goingWith(good), (one) =>
    seen.has(one.good) || shopper.owned.has(one.good) ? 0 : one.pull * Math.sqrt(taste(one.good)),
  )?.good;
  if (!found) return;
  look(visit, found);
  if (chance.is(SHARES.takesBeside)) take(visit, found);
};

const walk = (visit) => {
  const { chance, mission } = visit;
  const { looks, takes } = MISSIONS[mission];
  let left = looks[0] + chance.runOf(looks[1], MOST_LOOKS);
  let good = firstLook(visit);
  while (good && left > 0) {
    look(visit, good);
    if (chance.is(takes)) take(visit, good);
    good = nextLook(visit, good);
    left -= 1;
  }
};

const checkOut = ({ chance, shopper, steps, orderId }) => {
  const lines = shopper.cart;
  steps.push({ name: 'begin_checkout', lines });
  if (!chance.is(SHARES.buys)) return;
  steps.push({ name: 'purchase', lines, orderId });
  for (const { good } of lines) shopper.owned.add(good);
  shopper.cart = [];
};

/**
 * One visit: what was looked at, put into the basket and bought, in order. It changes what the shopper owns and left behind.
 *
 * @param {number} day since the beginning, from 0
 * @param {string} orderId of the order, should there be one
 */
export const visitOf = ({ chance, goods, wants, shopper, day, orderId }) => {
  const mission = missionOf(chance, goods, shopper);
  const taste = createTaste({ shopper, mission, day, wants, habits: goods.habits });
  const steps = [];
  const visit = { chance, goods, shopper, mission, taste, steps, orderId, seen: new Set() };
  const leftBehind = shopper.cart.length > 0;
  // A basket of another day that is not wanted any more is put aside.
  if (leftBehind && !chance.is(SHARES.comesBackForBasket)) shopper.cart = [];
  walk(visit);
  if (shopper.cart.length > 0) checkOut(visit);
  return steps;
};

/** What a crawler does: everything once, quickly, in the order of the catalogue. */
export const crawlOf = ({ chance, goods }) => {
  const from = chance.wholeBetween(0, goods.all.length - 1);
  const length = chance.wholeBetween(10, 40);
  return goods.all.slice(from, from + length).map((good) => ({ name: 'view_item', lines: [{ good, quantity: 1 }] }));
};
