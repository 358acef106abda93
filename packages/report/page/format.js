const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const moment = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

const DAY_MS = 86_400_000;

/** A whole number, with the grouping of the reader's language. */
export const count = (number) => whole.format(number);

/** A number short enough for a chart: `1.2K`. */
export const shortCount = (number) => short.format(number);

/** A share from 0 to 1, in percent. */
export const share = (part) => percent.format(part);

/** A time of the day, to the second. */
export const time = (atMs) => clock.format(atMs);

/** A day and the time of it, to the minute. */
export const fullTime = (atMs) => moment.format(atMs);

/** `3 visitors`, `1 visitor`. */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** The label under a bar: the time within a day or so, the date beyond. */
export const tick = (atMs, windowMs) => (windowMs > 2 * DAY_MS ? day : minute).format(atMs);

/** Money in the shop's currency; without cents when they would only be noise. */
export const money = (value, currency) => {
  const digits = Math.abs(value) >= 10_000 ? { maximumFractionDigits: 0 } : {};
  if (!currency)
    return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 2, ...digits }).format(value)} (no currency)`;
  return new Intl.NumberFormat(undefined, { style: 'currency', currency, ...digits }).format(value);
};
