import type { ItemReading } from './item-reading.js';
import type { CartLine, Profile } from './profile.js';

type Cart = Profile['cart'];
type Lines = readonly CartLine[];
type Mutable<Reading> = { -readonly [Field in keyof Reading]: Reading[Field] };

const maxLines = 200;

/** Gives the later of two moments, of which the first may not have come yet. */
export const laterOf = (knownMs: number | null, atMs: number): number => Math.max(knownMs ?? atMs, atMs);

const withLines = (cart: Cart, lines: Lines, atMs: number): Cart => ({
  ...cart,
  lines: lines.slice(0, maxLines),
  changedAtMs: laterOf(cart.changedAtMs, atMs),
});

const shift = (lines: Lines, items: readonly ItemReading[], sign: 1 | -1): Lines => {
  const next = new Map(lines.map((line) => [line.itemId, line]));
  for (const reading of items) {
    const item: Mutable<ItemReading> = { ...reading };
    delete item.brand;
    const had = next.get(item.itemId);
    const quantity = (had?.quantity ?? 0) + sign * item.quantity;
    if (quantity > 0) next.set(item.itemId, { ...(sign > 0 || !had ? item : had), quantity });
    else next.delete(item.itemId);
  }
  return [...next.values()];
};

/** Puts items into the cart. */
export const addToCart = (cart: Cart, items: readonly ItemReading[], atMs: number): Cart =>
  withLines(cart, shift(cart.lines, items, 1), atMs);

/** Takes items out of the cart; a line with nothing left goes. */
export const removeFromCart = (cart: Cart, items: readonly ItemReading[], atMs: number): Cart =>
  withLines(cart, shift(cart.lines, items, -1), atMs);

/** Believes a whole cart that the shop showed, unless the cart changed after it was shown. */
export const replaceCart = (cart: Cart, items: readonly ItemReading[], atMs: number): Cart =>
  (cart.changedAtMs ?? 0) > atMs ? cart : withLines(cart, shift([], items, 1), atMs);

/** Takes the bought lines out of the cart, all of them when the order does not name its items. */
export const buyCart = (cart: Cart, items: readonly ItemReading[], atMs: number): Cart => {
  const left = items.length > 0 ? cart.lines.filter((line) => items.every(({ itemId }) => itemId !== line.itemId)) : [];
  const { checkoutAtMs } = cart;
  return { ...withLines(cart, left, atMs), checkoutAtMs: (checkoutAtMs ?? 0) > atMs ? checkoutAtMs : null };
};
