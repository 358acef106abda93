/** Writes a count as a person reads it: `46,388`; small ones with the digits that matter. */
export const counted = (count: number): string =>
  count.toLocaleString('en-US', { maximumFractionDigits: count >= 100 ? 0 : 1 });

/** Writes a share as a person reads it: `2.9 %`. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;
