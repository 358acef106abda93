const DAYS_TO_CATCH_ON = 3;

/** 1, or how many times as wanted: a fashion takes some days to catch on. */
const timesOn = (day, { from, until, times }) => {
  if (day < from || day >= until) return 1;
  return 1 + (times - 1) * Math.min(1, (day - from + 1) / DAYS_TO_CATCH_ON);
};

/** How far a price is from what one wants to pay: a quarter as wanted at twice as much, or half. */
const fits = (dearness, purse) => {
  const ratio = dearness > purse ? dearness / purse : purse / dearness;
  return 1 / ratio ** 2;
};

/**
 * How much a shopper wants a thing on a day: its renown, their taste, purse and brands, season and fashion.
 *
 * @param {{ habits: { trends: readonly object[] } }} goods
 */
export const createWants = ({ habits }) => {
  const fashionOf = (good, day, region) =>
    habits.trends
      .filter((trend) => trend.of === good.name || trend.of === good.shelf)
      .filter((trend) => trend.region === undefined || trend.region === region)
      .reduce((times, trend) => times * timesOn(day, trend), 1);
  return (shopper, good, day) =>
    Math.sqrt(good.sold) *
    shopper.likes(good.shelf, good.group) *
    shopper.loves.get(good.brand) *
    fits(good.dearness, shopper.purse) *
    fashionOf(good, day, shopper.region) *
    // What is owned is not looked for again, what is sold out is seen less.
    (shopper.owned.has(good) ? 0.1 : 1) *
    (good.canBuy ? 1 : 0.3);
};
