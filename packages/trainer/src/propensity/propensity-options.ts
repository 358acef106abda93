import { isFeature } from '@aisle/engine';
import type { PropensityModel } from '@aisle/schema';
import { TrainerError } from '../trainer-error.js';

/** What a model is to predict: an order in this session, no other session for some days, or an order in a category. */
export type PropensityTarget = PropensityModel['target'];

/** How a propensity model is trained. */
export interface PropensityOptions {
  /** Default: `buy`. */
  readonly target?: PropensityTarget;
  /** The fact is `predictions.<id>`. Default: the target. */
  readonly id?: string;
  /** Default: whichever predicts better what it was not fitted to. */
  readonly kind?: PropensityModel['kind'];
  /** Of `churn`: who does not come again within so many days has gone. Default: 30. */
  readonly days?: number;
  /** Names of features, `docs/predict-a-purchase.md` lists them. Default: all that serve the target. */
  readonly features?: readonly string[];
  /** How much of the time, at the end, is kept to measure on. Default: 0.2. */
  readonly testShare?: number;
  /** Moments to fit to, at most; of more, some visitors are left out whole, always the same. Default: 60,000. */
  readonly maxExamples?: number;
  /** Hears how many events were replayed. */
  readonly onProgress?: (events: number) => void;
}

/** The same with nothing left out. */
export interface ReadyOptions extends Required<Omit<PropensityOptions, 'kind' | 'onProgress'>> {
  readonly kind: PropensityModel['kind'] | null;
  readonly onProgress: (events: number) => void;
}

const counted = [
  'page_view',
  'view_item',
  'view_item_list',
  'select_item',
  'search',
  'add_to_cart',
  'remove_from_cart',
];
const later = ['view_cart', 'begin_checkout', 'add_to_wishlist', 'purchase'];

const general: readonly string[] = [
  ...[...counted, ...later].map((name) => `session.counts.${name}`),
  ...['session.hours', 'session.daysAway', 'profile.sessions', 'profile.visits', 'profile.daysSinceFirst'],
  ...['view_item', 'add_to_cart'].map((name) => `profile.counts.${name}`),
  ...['cart.lines', 'cart.quantity', 'cart.value', 'cart.hoursSinceChange', 'cart.checkoutStarted'],
  ...['orders.count', 'orders.average', 'orders.daysSinceLast'],
  ...['items.seen', 'items.repeats', 'items.lastPrice', 'items.meanPrice', 'items.focus'],
  // Not the weekday: in less than some weeks it stands for what happened to happen that day.
  'utc.hour',
];

const ofCategory: readonly string[] = ['share', 'last', 'cartShare', 'everShare'].map((name) => `category.${name}`);

/** The features that a target is learned from unless the shop names its own. */
export const defaultFeatures = (target: PropensityTarget): readonly string[] =>
  target === 'category' ? [...general, ...ofCategory] : general;

const refuse = (field: string, fix: string): never => {
  throw new TrainerError(`${field}: ${fix}`);
};

const checkFeatures = (features: readonly string[], target: PropensityTarget): void => {
  if (features.length === 0 || features.length > 256) refuse('features', 'name 1 to 256');
  const unknown = features.find((name) => !isFeature(name, target === 'category' ? '' : undefined));
  if (unknown !== undefined) refuse('features', `${unknown} is none: see docs/predict-a-purchase.md`);
  if (new Set(features).size < features.length) refuse('features', 'name each once');
};

/**
 * Fills in what an option does not say.
 *
 * @throws {TrainerError} naming the option that cannot be used and what to write.
 */
export const readyOptions = (options: PropensityOptions): ReadyOptions => {
  const target = options.target ?? 'buy';
  if (!['buy', 'churn', 'category'].includes(target)) refuse('target', 'write buy, churn or category');
  const ready: ReadyOptions = {
    target,
    id: target,
    days: 30,
    features: defaultFeatures(target),
    testShare: 0.2,
    maxExamples: 60_000,
    onProgress: () => {},
    ...options,
    kind: options.kind ?? null,
  };
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(ready.id)) refuse('id', 'write small letters, digits and hyphens');
  if (!(ready.days > 0)) refuse('days', 'write a number above 0');
  if (!(ready.testShare > 0 && ready.testShare < 1)) refuse('testShare', 'write a share between 0 and 1');
  if (!(ready.maxExamples >= 1_000)) refuse('maxExamples', 'write 1000 or more');
  checkFeatures(ready.features, target);
  return ready;
};
