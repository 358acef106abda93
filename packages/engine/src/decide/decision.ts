import type { CatalogueItem, ConsentState, Purpose } from '@aisle/schema';

/** The page a decision is made for. */
export interface PageFacts {
  readonly path: string;
  /** What the shop calls it: home, category, product, cart, checkout, thank-you. */
  readonly type?: string;
  /** The item this page is about. */
  readonly itemId?: string;
  readonly category?: string;
  readonly referrer?: string;
  readonly language?: string;
}

/** All that a decision may depend on beside the profile and the playbook. */
export interface Context {
  readonly nowMs: number;
  readonly page: PageFacts;
  readonly consent?: Readonly<Partial<Record<Purpose, ConsentState>>>;
}

/** A recommended item and why it is there. */
export interface Pick {
  readonly item: CatalogueItem;
  /** The strategy that chose it, after any fallback. */
  readonly strategy: string;
  /** What it follows from: a category, an item id; absent for popularity. */
  readonly because?: string;
}

export type DecisionReason = 'matched' | 'no-match' | 'no-slot' | 'no-playbook' | 'late' | 'error';

/** What became of one candidate. */
export interface TraceStep {
  readonly candidate: string;
  readonly outcome: 'chosen' | 'no-match' | 'unknown-operator' | 'too-few-items' | 'not-reached';
}

/** What a slot gets. A null candidate means the default content that is already in the page. */
export interface Decision {
  readonly slot: string;
  readonly candidate: string | null;
  readonly content: Readonly<Record<string, string | number | boolean>>;
  readonly items: readonly Pick[];
  readonly reason: DecisionReason;
  /** Every candidate in the order it was considered. */
  readonly trace: readonly TraceStep[];
  /** The playbook's version, null without one. */
  readonly playbook: string | null;
}
