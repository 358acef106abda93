import type { Playbook } from '@aisle/schema';
import { candidatesIn } from './conditions-in.js';

/** A fact, or facts under one name. `leaf` is a value; under `open` the shop's own words stand. */
export type Known = 'leaf' | 'open' | { readonly [name: string]: Known };

const leaves = (...names: readonly string[]): Readonly<Record<string, Known>> =>
  Object.fromEntries(names.map((name) => [name, 'leaf']));

/** What every device knows, whatever the playbook: the table in `docs/facts.md`. */
const always: Readonly<Record<string, Known>> = {
  ...leaves('nowMs', 'segments', 'stage', 'locale', 'region', 'currency'),
  profile: { ...leaves('sessions', 'visits', 'daysSinceFirst', 'daysSinceLast'), counts: 'open' },
  session: {
    ...leaves('hours', 'entry', 'referrer', 'depth', 'daysAway', 'dwellSeconds', 'scrollPercent'),
    counts: 'open',
  },
  campaign: leaves('source', 'medium', 'campaign', 'term', 'content', 'id'),
  cart: leaves('lines', 'quantity', 'value', 'items', 'hoursSinceChange', 'checkoutStarted', 'hoursSinceCheckout'),
  orders: leaves('count', 'value', 'average', 'daysSinceLast'),
  affinity: {
    ...leaves('topCategory', 'topCategoryWeight', 'topBrand', 'topPriceBand'),
    category: 'open',
    brand: 'open',
    price: 'open',
  },
  page: leaves('path', 'type', 'itemId', 'category', 'referrer', 'language'),
  device: leaves('touch', 'width'),
  time: leaves('hour', 'weekday'),
  consent: leaves('necessary', 'personalization', 'measurement', 'marketing', 'sharing'),
  traits: 'open',
  predictions: 'open',
};

const idsOf = (list: readonly { readonly id: string }[]): Readonly<Record<string, Known>> =>
  leaves(...list.map(({ id }) => id));

const zonesOf = (playbook: Playbook): Readonly<Record<string, Known>> => {
  const { campaigns = [], experiments = [], triggers = [] } = playbook;
  const candidates = candidatesIn(playbook).map(({ candidate }) => candidate);
  const owners = [...campaigns, ...experiments, ...candidates, ...triggers];
  const zones = owners.flatMap(({ schedule }) => schedule?.timeZone ?? []);
  return Object.fromEntries(zones.map((zone) => [zone, leaves('hour', 'weekday')]));
};

/** Lists every fact that a playbook's conditions can ask about. */
export const knownFacts = (playbook: Playbook): Readonly<Record<string, Known>> => {
  const { aggregates = [], sequences = [], scores = [], experiments = [], holdout } = playbook;
  return {
    ...always,
    history: idsOf([...aggregates, ...sequences]),
    scores: idsOf(scores),
    experiments: { ...idsOf(experiments), ...(holdout && leaves('holdout')) },
    zones: zonesOf(playbook),
  };
};
