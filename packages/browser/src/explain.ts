import type { SlotDecision } from './slots/slots.js';

/** Why a slot shows what it shows. */
export interface Explanation extends SlotDecision {
  /** The segments the shopper is in. */
  readonly segments: readonly string[];
}
