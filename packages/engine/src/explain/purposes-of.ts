import type { Purpose } from '@aisle/schema';
import type { Accumulator } from '../history/history.js';

/** What page, browser, clock and code say at the moment. Everything else is remembered. */
const UNSTORED = /^(page|device|locale|region|currency|time|timeZone|zones|nowMs|consent|forced|url)(\.|$)/;

/**
 * Says under which purposes a fact is there. All that is remembered of a shopper rests on personalization; campaign words
 * got there only with measurement, click ids only with marketing.
 *
 * @param from - What the fact is counted from, if it is.
 */
export const purposesOf = (fact: string, from: Accumulator | undefined): readonly Purpose[] => {
  if (UNSTORED.test(fact)) return ['necessary'];
  const rules = JSON.stringify(from?.rules) ?? '';
  return [
    'personalization',
    ...(rules.includes('"utm_') ? (['measurement'] as const) : []),
    ...(/"(\w*clk?id|[gw]braid|li_fat_id|epik|ScCid)"/.test(rules) ? (['marketing'] as const) : []),
  ];
};
