import type { AisleOptions, Answers } from '@aisle/browser';

/** What the attributes of a script tag say. */
export interface TagOptions extends Pick<AisleOptions, 'site' | 'ingest' | 'playbook' | 'traffic'> {
  /** `auto` finds the consent platform in the page; `granted` and `denied` are the server's own answer. */
  readonly consent: 'auto' | 'manual' | Answers;
  /** The name of the page's data layer, when it is another than `dataLayer`. */
  readonly dataLayer: string | undefined;
}

const EVERYTHING = ['personalization', 'measurement', 'marketing', 'sharing'] as const;

/**
 * `auto` (the default), `manual` (only `aisle('consent.set', …)` speaks), `granted`, `denied`, or the purposes that are
 * granted, `personalization measurement`: the others are denied then.
 */
const consentOf = (value: string): TagOptions['consent'] => {
  if (value === 'auto' || value === 'manual') return value;
  const words = value.split(/[\s,]+/);
  const isGranted = (purpose: string): boolean => value === 'granted' || words.includes(purpose);
  return Object.fromEntries(EVERYTHING.map((purpose) => [purpose, isGranted(purpose) ? 'granted' : 'denied']));
};

/** Reads the script tag that loaded us. */
export const attributesOf = ({ dataset }: HTMLElement): TagOptions => ({
  site: dataset['site'] ?? '',
  ingest: dataset['ingest'],
  playbook: dataset['playbook'],
  traffic: dataset['traffic'] as AisleOptions['traffic'],
  consent: consentOf(dataset['consent'] ?? 'auto'),
  dataLayer: dataset['dataLayer'],
});
