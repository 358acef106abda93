import { emptyProfile, type Profile } from '@aisle/engine';

/** A moment whose outcome is open. */
export interface Waiting {
  /** In the table of examples. */
  readonly place: number;
  readonly atMs: number;
  readonly category?: string | undefined;
}

/** A visitor while their events are replayed. */
export interface Shopper {
  readonly index: number;
  profile: Profile;
  waiting: readonly Waiting[];
}

/** Everybody who came, by id. */
export interface Shoppers {
  readonly size: number;
  /** The same object until so many others were asked for: change it at once, and keep it no longer. */
  get(id: string): Shopper;
  /** Goes over all of them, in the order in which they came first. */
  all(): Iterable<Shopper>;
}

const mostAwake = 2_000;

/**
 * Makes an empty book of visitors. Who was not asked for lately is kept as text, a tenth of the memory; JSON gives back every
 * number to the last bit, as it does on a device.
 */
export const createShoppers = (): Shoppers => {
  /** By id, in the order of the last use. */
  const awake = new Map<string, Shopper>();
  /** By number. Latin letters take a byte each in a buffer, whatever stands beside them. */
  const asleep: (Buffer | undefined)[] = [];
  const numbers = new Map<string, number>();

  const wake = (index: number): Shopper => {
    const text = asleep[index];
    asleep[index] = undefined;
    return text ? (JSON.parse(text.toString()) as Shopper) : { index, profile: emptyProfile, waiting: [] };
  };
  const letSleep = (): void => {
    for (const [id, shopper] of awake) {
      if (awake.size <= mostAwake) return;
      awake.delete(id);
      asleep[shopper.index] = Buffer.from(JSON.stringify(shopper));
    }
  };
  return {
    get size() {
      return numbers.size;
    },
    get(id) {
      const index = numbers.get(id) ?? numbers.size;
      numbers.set(id, index);
      const shopper = awake.get(id) ?? wake(index);
      awake.delete(id);
      awake.set(id, shopper);
      letSleep();
      return shopper;
    },
    *all() {
      const byNumber = new Map([...awake.values()].map((shopper) => [shopper.index, shopper]));
      for (let index = 0; index < numbers.size; index += 1) yield byNumber.get(index) ?? wake(index);
    },
  };
};
