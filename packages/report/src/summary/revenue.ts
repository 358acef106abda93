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

const TRANSACTION = `json_extract(body, '$.params.transaction_id')`;

// GA4 wants `value` with every purchase; where a shop leaves it out, the items say the same.
const VALUE = `COALESCE(json_extract(body, '$.params.value'), (
  SELECT SUM(json_extract(item.value, '$.price') * COALESCE(json_extract(item.value, '$.quantity'), 1))
  FROM json_each(body, '$.params.items') AS item
), 0)`;

// A reloaded thank-you page sends the same transaction under a new event id. The first one counts, whenever it was.
const IS_FIRST = `NOT EXISTS (
  SELECT 1 FROM events AS earlier
  WHERE earlier.site = events.site AND earlier.name = 'purchase' AND earlier.traffic IS events.traffic
    AND json_extract(earlier.body, '$.params.transaction_id') = json_extract(events.body, '$.params.transaction_id')
    AND (earlier.at_ms, earlier.id) < (events.at_ms, events.id)
)`;

const sqlOf = (scope: Scope): string => `
  WITH money AS (
    SELECT name, json_extract(body, '$.params.currency') AS currency, ${VALUE} AS value
    FROM events
    WHERE ${inScope(scope)}
      AND (name = 'refund' OR (name = 'purchase' AND (${TRANSACTION} IS NULL OR ${IS_FIRST})))
  )
  SELECT currency,
    SUM(name = 'purchase') AS orders,
    SUM(CASE name WHEN 'purchase' THEN value ELSE 0 END) AS value,
    SUM(CASE name WHEN 'refund' THEN value ELSE 0 END) AS refunded
  FROM money GROUP BY currency ORDER BY value DESC, currency`;

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
