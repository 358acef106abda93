import type { Aisle } from '@aisle/browser';

/** The script tag's global, as a page sees it. */
export type AisleGlobal = Aisle & ((method: string, ...values: unknown[]) => unknown);

declare global {
  const aisle: AisleGlobal;
}
