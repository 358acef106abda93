import type { Outcome } from '../decide/decision.js';

/** What an explanation says to a shopper, in one language. `{reasons}` stands for a list of the reasons. */
export interface Words {
  /** BCP 47: how a list is joined. */
  readonly language: string;
  readonly everybody: string;
  readonly because: string;
  readonly heldOut: string;
  readonly tested: string;
  /** By the first part of a fact's name, or by the whole name. */
  readonly reasons: Readonly<Record<string, string>>;
}

export const englishWords: Words = {
  language: 'en',
  everybody: 'This is what everybody sees here.',
  because: 'You see this because of {reasons}.',
  heldOut: 'You see the shop without personalization, so that we can measure what it does.',
  tested: 'This is part of a test: others may see something else here.',
  reasons: {
    affinity: 'what you like to look at',
    campaign: 'how you came here',
    cart: 'what is in your cart',
    consent: 'your privacy settings',
    currency: 'your currency',
    device: 'the device you use',
    history: 'what you did here before',
    items: 'products that fit what you looked at',
    locale: 'your language',
    nowMs: 'the date',
    orders: 'what you bought',
    page: 'the page you are on',
    popular: 'what many people buy',
    predictions: 'what people who shop like you do next',
    profile: 'how often you come',
    region: 'where you are',
    scores: 'what you did here before',
    session: 'this visit',
    stage: 'how far you are with your choice',
    time: 'the time of day',
    traits: 'what you told us',
    zones: 'the time of day',
  },
};

export const germanWords: Words = {
  language: 'de',
  everybody: 'Das sehen hier alle.',
  because: 'Sie sehen das wegen {reasons}.',
  heldOut: 'Sie sehen den Shop ohne Personalisierung, damit wir messen können, was sie bewirkt.',
  tested: 'Das ist Teil eines Tests: Andere sehen hier vielleicht etwas anderes.',
  reasons: {
    affinity: 'Ihrer Vorlieben beim Stöbern',
    campaign: 'Ihres Weges hierher',
    cart: 'Ihres Warenkorbs',
    consent: 'Ihrer Einstellungen zum Datenschutz',
    currency: 'Ihrer Währung',
    device: 'Ihres Geräts',
    history: 'Ihrer früheren Besuche',
    items: 'passender Produkte zu den angesehenen',
    locale: 'Ihrer Sprache',
    nowMs: 'des Datums',
    orders: 'Ihrer Einkäufe',
    page: 'dieser Seite',
    popular: 'der Beliebtheit bei vielen',
    predictions: 'der nächsten Schritte ähnlicher Kunden',
    profile: 'der Häufigkeit Ihrer Besuche',
    region: 'Ihres Standorts',
    scores: 'Ihrer früheren Besuche',
    session: 'dieses Besuchs',
    stage: 'Ihres Fortschritts bei der Auswahl',
    time: 'der Tageszeit',
    traits: 'Ihrer Angaben',
    zones: 'der Tageszeit',
  },
};

/** What became of a candidate, for the one who wrote the playbook. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  chosen: 'chosen',
  'unknown-operator':
    'off: its condition has an operator that this release does not know, or a pattern it must not run',
  'off-schedule': 'not now: outside its schedule',
  'no-match': 'not for this shopper: the condition does not hold',
  capped: 'seen often enough: a cap is reached',
  'cooling-down': 'seen a short while ago: cooling down',
  'too-few-items': 'its recommender found too few items',
  'held-out': 'would have been chosen, but the shopper is in the holdout',
  'other-variation': 'would have been chosen, but the shopper is in another arm',
  'not-reached': 'not asked: one before it was chosen',
};
