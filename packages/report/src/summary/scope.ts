import type { Row, Warehouse } from '../warehouse/warehouse.js';

/** Whose events count. `shopper` leaves all labelled traffic out; `all` takes bots and previews in too. */
export type Traffic = 'shopper' | 'replay' | 'all';

/** Which events a report is about, both ends included. By the device's clock, as the event store corrected it. */
export interface Scope {
  readonly site: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly traffic: Traffic;
}

const BY_TRAFFIC: Readonly<Record<Traffic, string>> = {
  shopper: 'traffic IS NULL',
  replay: "traffic = 'replay'",
  all: 'TRUE',
};

/** The condition that keeps a query inside the scope; goes behind WHERE, with `parametersOf`. */
export const inScope = ({ traffic }: Scope): string =>
  `site = $site AND at_ms BETWEEN $fromMs AND $toMs AND ${BY_TRAFFIC[traffic]}`;

/** The same for what bears no traffic label and only the server's clock: dead letters and drops. */
export const RECEIVED_IN_SCOPE = 'site = $site AND received_at_ms BETWEEN $fromMs AND $toMs';

/** The parameters that the scope's conditions name. */
export const parametersOf = ({ site, fromMs, toMs }: Scope): Row => ({ site, fromMs, toMs });

/** One question of the report: the same scope, one answer. */
export type Question<Answer> = (warehouse: Warehouse, scope: Scope) => Promise<Answer>;

/** Who did it: the visitor where consent allows to know, else the session. */
export const WHO = 'COALESCE(visitor_id, session_id)';

/** A text parameter of the event, cut to what a page can show. Use it where `isText` holds. */
export const shownText = (parameter: string): string => `substr(json_extract(body, '$.params.${parameter}'), 1, 100)`;

/** The condition that a parameter is a text: anything else may come in the same place. */
export const isText = (parameter: string): string => `json_type(body, '$.params.${parameter}') = 'text'`;
