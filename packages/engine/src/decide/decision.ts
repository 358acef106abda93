import type { CatalogueItem, ConsentState, Purpose } from '@aisle/schema';

/** The page a decision is made for. */
export interface PageFacts {
  readonly path: string;
  /** What the shop calls it: home, category, product, cart, checkout, thank-you. */
  readonly type?: string;
  /** The item this page is about. */
  readonly itemId?: string | undefined;
  readonly category?: string;
  readonly referrer?: string;
  readonly language?: string;
}

/** All that a decision may depend on beside the profile and the playbook. Conditions see it. */
export interface Context {
  readonly nowMs: number;
  readonly page: PageFacts;
  readonly consent?: Readonly<Partial<Record<Purpose, ConsentState>>>;
  /** Whether a finger is its pointer, and how wide the page is, in CSS pixels. */
  readonly device?: { readonly touch: boolean; readonly width: number };
  /** `de-AT`. */
  readonly locale?: string;
  /** ISO 3166-1: `AT`. */
  readonly region?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** What a model or another system said of the shopper. */
  readonly predictions?: Readonly<Record<string, number>>;
  /** IANA name of the shopper's zone. Default: where this runs. */
  readonly timeZone?: string;
  /** Places the shopper in experiments. Without one nobody is assigned who was not before. */
  readonly visitorId?: string | null | undefined;
  /** Arms that this visitor id gave, by `<experiment>@<version>`, where it is not at hand. */
  readonly assigned?: Readonly<Record<string, string | null | undefined>> | undefined;
  /** Arms forced by code, by experiment. Never counted. */
  readonly forced?: Readonly<Record<string, string>>;
  /** The page's address: `?my-test=1` previews the second arm. Never counted. */
  readonly url?: string;
  /** Items that other slots of this page show already: they are not recommended again. */
  readonly shown?: readonly string[] | undefined;
}

/** A recommended item and why it is there. */
export interface Pick {
  readonly item: CatalogueItem;
  /** The strategy that chose it, after any fallback; `pinned` where the shop did. */
  readonly strategy: string;
  /** What it follows from: an item id, a category, a brand; absent for popularity. */
  readonly because?: string | undefined;
  /** The same in a shopper's words, where the recommender or the page has words for it. */
  readonly reason?: string;
}

export type DecisionReason = 'matched' | 'no-match' | 'no-slot' | 'no-playbook' | 'late' | 'error';

/** What became of one candidate, in the order in which it is asked. */
export type Outcome =
  | 'chosen'
  | 'unknown-operator'
  | 'off-schedule'
  | 'no-match'
  | 'capped'
  | 'cooling-down'
  | 'too-few-items'
  | 'held-out'
  | 'other-variation'
  | 'not-reached';

/** A candidate and what became of it. */
export interface TraceStep {
  readonly candidate: string;
  readonly outcome: Outcome;
}

/** An arm that a decision depended on, whether it changed it or not. */
export interface Arm {
  readonly id: string;
  readonly variation: string;
  readonly version: number;
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
  /** The experiments this decision took part in: an exposure to it counts for these. */
  readonly experiments: readonly Arm[];
  /** An arm was forced or previewed: what is seen must not be counted. */
  readonly preview: boolean;
  readonly campaign: string | null;
  /** The playbook's version, null without one. */
  readonly playbook: string | null;
}
