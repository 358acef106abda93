import { inScope, parametersOf, type Question, type Scope } from './scope.js';

/** What was sold in one currency. Currencies are never added up. */
export interface Revenue {
  /** ISO 4217; null when the purchases name none. */
  readonly currency: string | null;
  readonly orders: number;
  /** Without tax and shipping. */
  readonly value: number;
  readonly refunded: number;
}

/** Far more than a shop sells in; a flood of made-up currencies must not become the page. */
const MAX_CURRENCIES = 100;

const transactionOf = (table: string): string => `json_extract(${table}.body, '$.params.transaction_id')`;

// GA4 wants `value` with every purchase; where a shop leaves it out, the items say the same. TOTAL, unlike SUM, does
// not fail when whole numbers leave 64 bits.
const VALUE = `COALESCE(json_extract(body, '$.params.value'), (
  SELECT TOTAL(json_extract(item.value, '$.price') * COALESCE(json_extract(item.value, '$.quantity'), 1))
  FROM json_each(body, '$.params.items') AS item
))`;

// A reloaded thank-you page sends the same transaction under a new event id. The first one counts, whenever it was.
// Within the window one sort finds it, so that many purchases under one id are not compared pair by pair. The plus
// keeps SQLite from an index by time, which would walk over all purchases for each transaction.
const IS_FIRST = `place = 1 AND NOT EXISTS (
  SELECT 1 FROM events AS earlier
  WHERE earlier.site = $site AND earlier.name = 'purchase' AND earlier.traffic IS placed.traffic
    AND ${transactionOf('earlier')} = placed.transaction_id AND +earlier.at_ms < $fromMs
)`;

const sqlOf = (scope: Scope): string => `
  WITH placed AS (
    SELECT id, traffic, ${transactionOf('events')} AS transaction_id, ROW_NUMBER() OVER (
      PARTITION BY ${transactionOf('events')}, traffic ORDER BY at_ms, id
    ) AS place
    FROM events WHERE ${inScope(scope)} AND name = 'purchase'
  ), counted AS (
    SELECT id FROM placed WHERE transaction_id IS NULL OR (${IS_FIRST})
    UNION ALL
    SELECT id FROM events WHERE ${inScope(scope)} AND name = 'refund'
  ), money AS (
    SELECT name, json_extract(body, '$.params.currency') AS currency, ${VALUE} AS value
    FROM events WHERE site = $site AND id IN (SELECT id FROM counted)
  )
  SELECT currency,
    SUM(name = 'purchase') AS orders,
    TOTAL(CASE name WHEN 'purchase' THEN value END) AS value,
    TOTAL(CASE name WHEN 'refund' THEN value END) AS refunded
  FROM money GROUP BY currency ORDER BY value DESC, currency LIMIT ${MAX_CURRENCIES}`;

/** Takes the noise of binary fractions off a sum of prices. */
const rounded = (amount: unknown): number => Math.round(Number(amount) * 1e4) / 1e4;

/** Adds up purchases and refunds by currency; each transaction id counts once, purchases without one each for itself. */
export const revenueOf: Question<readonly Revenue[]> = async (warehouse, scope) => {
  const rows = await warehouse.rows(sqlOf(scope), parametersOf(scope));
  return rows.map(({ currency = null, orders, value, refunded }) => ({
    currency: currency === null ? null : String(currency),
    orders: Number(orders),
    value: rounded(value),
    refunded: rounded(refunded),
  }));
};
