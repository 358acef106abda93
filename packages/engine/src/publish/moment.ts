const dayMs = 86_400_000;

/** How far a zone's clocks are ahead of UTC at a moment. */
const offsetMs = (atMs: number, timeZone: string): number => {
  const shown = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  };
  // Options are read through the prototype.
  const options = Object.assign(Object.create(null), { timeZone, hourCycle: 'h23' }, shown);
  const parts = new Intl.DateTimeFormat('en-US', options).formatToParts(atMs);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - atMs;
};

/**
 * Gives the moment that a text names, ms since 1970: with an offset of its own, or as the clocks of a zone show it.
 *
 * @param edge - `end`: a date without a time means the end of that day.
 * @throws {RangeError} for a zone that nobody knows.
 */
export const momentIn = (text: string, timeZone = 'UTC', edge: 'begin' | 'end' = 'begin'): number => {
  const isDate = !text.includes('T');
  if (/(Z|[+-]\d\d:\d\d)$/.test(text) && !isDate) return Date.parse(text);
  const shownMs = Date.parse(isDate ? `${text}T00:00Z` : `${text}Z`) + (isDate && edge === 'end' ? dayMs : 0);
  // Twice: the first guess may lie on the other side of a change of clocks.
  const guessMs = shownMs - offsetMs(shownMs, timeZone);
  return shownMs - offsetMs(guessMs, timeZone);
};
