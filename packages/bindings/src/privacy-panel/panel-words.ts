import type { Words } from '@aisle/browser';

/** What can be switched. */
export type PanelPurpose = 'personalization' | 'measurement' | 'marketing' | 'sharing';

/** All that the panel says, in one language. Plain JSON; `{…}` stands for what is put in. */
export interface PanelWords {
  /** BCP 47: how dates, numbers and lists are written. */
  readonly language: string;
  readonly title: string;
  readonly close: string;
  /** One of three, above everything else. */
  readonly lead: { readonly remembered: string; readonly unasked: string; readonly refused: string };
  /** Each purpose: its name, and one sentence of what it does. */
  readonly purposes: Readonly<Record<PanelPurpose, readonly [name: string, sentence: string]>>;
  readonly allow: {
    readonly title: string;
    readonly withdraw: string;
    readonly withdrawn: string;
    readonly on: string;
    readonly off: string;
    /** Another source is stricter: `{who}`. */
    readonly overruled: string;
    /** Another source has no answer yet: `{who}`. */
    readonly awaited: string;
    readonly unanswered: string;
    /** Nobody was asked: the rule of the region. */
    readonly byRegion: string;
    readonly stale: string;
  };
  /** By the source's name; `banner` is every other one, `signal` the browser's. */
  readonly sources: Readonly<Record<string, string>> & { readonly banner: string; readonly signal: string };
  readonly known: {
    readonly title: string;
    readonly nothing: string;
    readonly visits: string;
    readonly products: string;
    readonly cart: string;
    readonly orders: string;
    readonly segments: string;
    readonly experiments: string;
    readonly waiting: string;
    readonly interests: string;
    /** `{days}`, and `{date}` on which it ends if the shopper does not come back. */
    readonly keeping: string;
    readonly sends: string;
    readonly more: string;
  };
  readonly interests: {
    readonly title: string;
    readonly about: string;
    readonly none: string;
    readonly category: string;
    readonly brand: string;
    readonly price: string;
    /** The strongest first. */
    readonly strengths: readonly [string, string, string];
    readonly use: string;
    readonly muted: string;
    readonly nowMuted: string;
    readonly nowUsed: string;
    readonly above: string;
  };
  readonly why: {
    readonly title: string;
    readonly none: string;
    /** `{inputs}`, and `{purpose}`: one or more. */
    readonly rests: string;
    readonly restsOnNothing: string;
    /** By how an input counted (`limit`), or by the first part of its fact's name. What is not here goes by that name. */
    readonly inputs: Readonly<Record<string, string>>;
    /** What `explain` says; its own English when absent. */
    readonly sentences?: Words;
  };
  readonly history: {
    readonly title: string;
    readonly none: string;
    readonly granted: string;
    readonly denied: string;
    readonly pending: string;
    readonly by: string;
    /** The shopper's own click, as `consent.set` heard it. */
    readonly own: string;
    readonly silence: string;
    readonly policy: string;
  };
  readonly rights: {
    readonly title: string;
    readonly download: string;
    readonly downloaded: string;
    readonly nothing: string;
    readonly erase: string;
    readonly sure: string;
    readonly yes: string;
    readonly no: string;
    readonly acked: string;
    readonly pending: string;
    readonly failed: string;
  };
}

/** A word by its key; what lies on Object.prototype is none. */
export const own = <Word>(words: Readonly<Record<string, Word>>, key: string): Word | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

/** Lists words as the language does, each once. */
export const joined = ({ language }: PanelWords, names: readonly string[]): string =>
  new Intl.ListFormat(language).format(new Set(names));

/** Puts values where their names stand in braces. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
