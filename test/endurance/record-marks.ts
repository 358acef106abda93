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

const SAID = 'said/';

/** Runs in a page before all else: notes at `pagehide` which task recorded last. A browser ends a tab that is too busy without a word. */
export const noteLastWord = (): void =>
  addEventListener('pagehide', () => {
    const first: unknown = Reflect.get(window, 'lastMarks');
    if (first !== undefined) localStorage.setItem(`said/${first}`, '');
  });

/** The first marks of the tasks after which a page had its last word. */
export const lastWords = async (page: Page): Promise<ReadonlySet<number>> => {
  const names = await page.evaluate(() => Object.keys(localStorage));
  return new Set(names.filter((name) => name.startsWith(SAID)).map((name) => Number(name.slice(SAID.length))));
};
