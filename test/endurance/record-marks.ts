import type { Page } from 'playwright';
import '../helpers/aisle-global.js';

/** Which events are recorded: `mark` is what they are told apart by. */
export interface Marks {
  readonly first: number;
  readonly count: number;
  /** Leaves the page for there in the same task. */
  readonly leaveFor?: string;
}

/** Runs in a page: records events of many names in one task, no two alike. */
export const recordMarks = ({ first, count, leaveFor }: Marks): void => {
  const names = [
    'view_item',
    'view_item_list',
    'select_item',
    'search',
    'add_to_cart',
    'view_cart',
    'view_item',
    'shop_quiz',
  ];
  for (let mark = first; mark < first + count; mark += 1) {
    const price = (mark % 300) + 5;
    const item = {
      item_id: `SKU-${mark % 97}`,
      item_brand: `Brand ${mark % 11}`,
      item_category: `Kind ${mark % 7}`,
      price,
    };
    // A purchase is written through to the disk: they stay rare, as they are.
    const isOrder = mark % 50 === 49;
    const order = isOrder ? { transaction_id: `T-${mark}` } : {};
    const name = names[mark % names.length] ?? 'view_item';
    aisle.record(isOrder ? 'purchase' : name, { mark, currency: 'EUR', value: price, items: [item], ...order });
  }
  Reflect.set(window, 'lastMarks', first);
  if (leaveFor !== undefined) location.href = leaveFor;
};

/** What a page said so. */
export const writtenIn = (text: string): readonly number[] => {
  const { marks = [] } = (text.startsWith('{"marks"') ? JSON.parse(text) : {}) as { marks?: readonly number[] };
  return marks;
};

const SAID = 'said/';

/**
 * Runs in a page before all else: notes which task recorded last, when every listener of `pagehide` has had its turn (a page
 * that goes is hidden afterwards). A browser ends a tab that is too busy without a word, or in the middle of it.
 */
export const noteLastWord = (): void => {
  let isGoing = false;
  addEventListener('pagehide', () => {
    isGoing = true;
  });
  document.addEventListener('visibilitychange', () => {
    const first: unknown = Reflect.get(window, 'lastMarks');
    if (isGoing && document.hidden && first !== undefined) localStorage.setItem(`said/${first}`, '');
  });
};

/** Runs in a page before all else: says in the console what is on disk, as soon as it is. */
export const noteWrites = (): void => {
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (this: IDBObjectStore, value: unknown, ...key: [IDBValidKey?]) {
    if (this.name === 'outbox') {
      const marks = (value as readonly { params: { mark?: unknown } }[]).map(({ params }) => params.mark);
      this.transaction.addEventListener('complete', () => console.debug(JSON.stringify({ marks })));
    }
    return add.call(this, value, ...key);
  };
};

/** The first marks of the tasks after which a page had its last word. */
export const lastWords = async (page: Page): Promise<ReadonlySet<number>> => {
  const names = await page.evaluate(() => Object.keys(localStorage));
  return new Set(names.filter((name) => name.startsWith(SAID)).map((name) => Number(name.slice(SAID.length))));
};
