import { CliError } from '../cli-error.js';
import { type Recorded, recordedOf } from './outcome.js';
import type { Shopper } from './replay-plan.js';
import { openShopperBrowser, type ShopperBrowserOptions } from './shopper-browser.js';

/** What the browsers saw of a replay. */
export interface Played {
  readonly shoppers: number;
  readonly sessions: number;
  /** Of the sessions that were played. */
  readonly events: number;
  readonly recorded: Recorded;
  readonly acknowledged: ReadonlySet<string>;
  /** What the page said on its console, and how often. */
  readonly messages: ReadonlyMap<string, number>;
}

export interface PlayOptions extends Omit<ShopperBrowserOptions, 'onMessage'> {
  /** How many browsers play at once. */
  readonly concurrency: number;
  /** No shopper is begun after this. */
  readonly stop: AbortSignal;
  readonly onSession: () => void;
}

const MAX_REASON_LINES = 3;

const faultOf = (cause: unknown): CliError => {
  if (cause instanceof CliError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CliError(
    `The browser failed, so nothing can be counted: ${reason.split('\n', MAX_REASON_LINES).join('\n')}`,
  );
};

/**
 * Plays shoppers in their order, each whole in one browser; a free browser takes the next one.
 *
 * @throws {CliError} when a browser does not start, or dies.
 */
export const playShoppers = async (shoppers: readonly Shopper[], options: PlayOptions): Promise<Played> => {
  const waiting = shoppers.values();
  const recorded = new Map<string, Shopper[number][number]>();
  const acknowledged = new Set<string>();
  const messages = new Map<string, number>();
  const sums = { shoppers: 0, sessions: 0, events: 0 };
  // One browser's failure ends the others' work, too: the count would be wrong anyway.
  let failed = false;

  const onMessage = (text: string): void => void messages.set(text, (messages.get(text) ?? 0) + 1);
  const playNext = async (): Promise<void> => {
    const browser = await openShopperBrowser({ ...options, onMessage });
    try {
      while (!options.stop.aborted && !failed) {
        const { value: shopper } = waiting.next();
        if (!shopper) break;
        const ids = await browser.play(shopper, ({ planned, events }) => {
          for (const [id, event] of recordedOf(planned, events)) recorded.set(id, event);
          sums.sessions += 1;
          sums.events += planned.length;
          options.onSession();
        });
        for (const id of ids) acknowledged.add(id);
        sums.shoppers += 1;
      }
    } catch (cause) {
      failed = true;
      throw cause;
    } finally {
      await browser.close();
    }
  };

  const players = await Promise.allSettled(Array.from({ length: options.concurrency }, playNext));
  const broken = players.find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw faultOf(broken.reason);
  return { ...sums, recorded, acknowledged, messages };
};
