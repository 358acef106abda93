import type { AisleEvent, Item } from '@aisle/schema';
import { objectsIn, own } from '../own.js';
import { categoriesOf } from './item-reading.js';
import type { Profile, SeenItem } from './profile.js';

/** Categories and brands that the shopper does not want to be used: `x_traits` with a list `muted`. */
export const mutedIn = (traits: unknown): readonly unknown[] => {
  const muted = own(traits as { muted?: unknown }, 'muted');
  return Array.isArray(muted) ? muted : [];
};

/** An event without its muted items; null when it had items and none is left. */
export const unmuted = (event: AisleEvent, muted: readonly unknown[]): AisleEvent | null => {
  const items = muted.length > 0 ? objectsIn(own(event.params, 'items')) : [];
  const left = items.filter((item: Item) => ![...categoriesOf(item), own(item, 'item_brand')].some(isIn(muted)));
  if (left.length === items.length) return event;
  return left.length > 0 ? { ...event, params: { ...event.params, items: left } } : null;
};

const isIn =
  (muted: readonly unknown[]) =>
  (name: unknown): boolean =>
    muted.includes(name);

/** What is left of a profile when names are muted. What a playbook asks of the past is read anew, without them. */
export const forgetMuted = (
  { affinity, recents, history }: Profile,
  muted: readonly unknown[],
): Pick<Profile, 'affinity' | 'recents' | 'history'> => {
  const without = <Kept>(named: Readonly<Record<string, Kept>>): Readonly<Record<string, Kept>> =>
    Object.fromEntries(Object.entries(named).filter(([name]) => !muted.includes(name)));
  const isLeft = ({ categories, brand }: SeenItem): boolean => ![...categories, brand].some(isIn(muted));
  return {
    affinity: { ...affinity, category: without(affinity.category), brand: without(affinity.brand) },
    recents: recents.filter(isLeft),
    history: muted.length > 0 ? {} : history,
  };
};
