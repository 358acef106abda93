import type { AisleOptions, Answers } from '@aisle/browser';

/** What the attributes of a script tag say. */
export interface TagOptions extends AisleOptions {
  /** `auto` finds the consent platform in the page; a function is asked; answers are the server's own. */
  readonly consent: 'auto' | 'manual' | Answers | (() => Answers | null);
  /** The name of the page's data layer, when it is another than `dataLayer`. */
  readonly dataLayer: string | undefined;
}

const EVERYTHING = ['personalization', 'measurement', 'marketing', 'sharing'] as const;

/**
 * `auto` (the default), `manual` (only `aisle('consent.set', …)` speaks), `shopConsent()` (a function of the page, asked again
 * after `aisle('consent.ask')`), `granted`, `denied`, or the purposes that are granted, `personalization measurement`: the others
 * are denied then.
 */
const consentOf = (value: string): TagOptions['consent'] => {
  if (value === 'auto' || value === 'manual') return value;
  if (value.endsWith('()')) return () => (Reflect.get(window, value.slice(0, -2)) as () => Answers | null)();
  const words = value.split(/[\s,]+/);
  return Object.fromEntries(
    EVERYTHING.map((purpose) => [purpose, value === 'granted' || words.includes(purpose) ? 'granted' : 'denied']),
  );
};

/**
 * Reads the script tag that loaded us: `data-policy-version` is the option `policyVersion`, and so on.
 *
 * Own attributes only: what a page put on Object.prototype is none. A number in text counts as one wherever it is used.
 */
export const attributesOf = ({ dataset }: HTMLElement): TagOptions => {
  const {
    site = '',
    consent = 'auto',
    dataLayer,
    ...others
  }: Partial<Record<string, string>> = Object.assign(Object.create(null), dataset);
  return { ...others, site, consent: consentOf(consent), dataLayer } as TagOptions;
};
