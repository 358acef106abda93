import { type Profile, emptyProfile, publish, reduceProfile } from '@aisle/engine';
import type { AisleEvent, Params } from '@aisle/schema';
import { expect, it } from 'vitest';

const { accumulators } = publish({
  v: 1,
  version: 'muted',
  aggregates: [{ id: 'shoes', fn: 'count', event: 'view_item', items: true, within: { days: 7 } }],
});

let seq = 0;
const event = (name: string, params: Params): AisleEvent => ({
  v: 1,
  id: `event-${(seq += 1)}`,
  name,
  atMs: 1_000 * seq,
  seq,
  offsetMs: 0,
  sessionId: 'session-1',
  params,
  consent: { purposes: ['personalization'] },
});
const shoe = { item_id: 'S1', item_category: 'Shoes', item_brand: 'Acme' };
const lamp = { item_id: 'L1', item_category: 'Lamps', item_brand: 'Glow' };
const fold = (...events: readonly AisleEvent[]): Profile =>
  events.reduce((profile, one) => reduceProfile(profile, one, accumulators), emptyProfile);
const mute = (...muted: string[]): AisleEvent => event('x_traits', { muted });
const view = (item: typeof shoe): AisleEvent => event('view_item', { items: [item] });

it('forgets what was viewed of a muted category, and keeps the rest', () => {
  const { affinity, recents } = fold(view(shoe), view(lamp), mute('Shoes'));
  expect(recents.map(({ itemId }) => itemId)).toEqual(['L1']);
  expect(Object.keys(affinity.category)).toEqual(['Lamps']);
});

it('learns nothing more of a muted brand, until it is used again', () => {
  const muted = [mute('Acme'), view(shoe)];
  expect(fold(...muted).recents).toEqual([]);
  expect(fold(...muted).affinity.brand).toEqual({});
  expect(fold(...muted, mute(), view(shoe)).recents.map(({ itemId }) => itemId)).toEqual(['S1']);
});

it('leaves what a playbook asks of the past to be read anew, without it', () => {
  const [key = ''] = accumulators.map((accumulator) => accumulator.key);
  expect(fold(view(shoe)).history[key]).toHaveLength(1);
  expect(fold(view(shoe), mute('Shoes')).history).toEqual({});
});

it('keeps what is in the basket: that is no taste', () => {
  const { cart, affinity } = fold(mute('Shoes'), event('add_to_cart', { items: [{ ...shoe, quantity: 1 }] }));
  expect(cart.lines.map(({ itemId }) => itemId)).toEqual(['S1']);
  expect(affinity.category).toEqual({});
});

it('takes a list that is none for an empty one', () => {
  expect(fold(event('x_traits', { muted: 'Shoes' }), view(shoe)).recents).toHaveLength(1);
});
