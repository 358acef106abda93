import type { AisleEvent } from '@aisle/schema';
import type { Page } from 'playwright/test';
import type { AisleGlobal } from '../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop } from '../hardening/hostile-shop.js';

export interface JudgedBatch {
  readonly events: readonly AisleEvent[];
  readonly drops: Readonly<Record<string, number>>;
  readonly status: number;
}

/** A server's word on a batch. */
export interface Verdict {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly afterMs?: number;
}
export type Judge = (events: readonly AisleEvent[]) => Verdict;

export const TAKEN: Verdict = { status: 202 };

export interface JudgingShop extends Pick<HostileShop, 'url' | 'otherUrl' | 'serve' | 'close'> {
  /** Every batch that came whole, in order. */
  readonly batches: readonly JudgedBatch[];
  /** From now on; at first everything is taken. */
  judge(next: Judge): void;
  /** The events of the batches that were taken, those that came twice twice. */
  taken(): readonly AisleEvent[];
}

/** A shop whose server answers to each batch what a test wants. */
export const openJudgingShop = async (): Promise<JudgingShop> => {
  const shop = await openHostileShop();
  const batches: JudgedBatch[] = [];
  let judge: Judge = () => TAKEN;
  const page = hostilePage({ attributes: 'data-consent="granted" data-ingest="/v1/batch"' });
  shop.serve('/', page);
  shop.serve('/next', page);
  shop.serve('/v1/batch', {
    answer({ body }, response) {
      const { events, drops } = JSON.parse(body) as Omit<JudgedBatch, 'status'>;
      const { status, headers, afterMs = 0 } = judge(events);
      batches.push({ events, drops, status });
      const results = status === 202 ? events.map(({ id }) => ({ id, status: 'accepted' })) : [];
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      setTimeout(() => response.end(JSON.stringify({ results })), afterMs);
    },
  });
  return {
    ...shop,
    batches,
    judge(next) {
      judge = next;
    },
    taken: () => batches.filter(({ status }) => status === 202).flatMap(({ events }) => events),
  };
};

/** Records views of items in one task, and waits until they are sent, as far as that goes. */
export const lookAt = (page: Page, ids: readonly string[]): Promise<void> =>
  page.evaluate(async (items) => {
    for (const id of items) aisle.record('view_item', { items: [{ item_id: id }] });
    await aisle.flush();
  }, ids);

/** As many ids of items. */
export const itemIds = (count: number, prefix = 'A'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** The items that were looked at, in order of their recording. */
export const itemsOf = (events: readonly AisleEvent[]): readonly (string | undefined)[] =>
  events
    .filter(({ name }) => name === 'view_item')
    .toSorted((a, b) => a.seq - b.seq)
    .map(({ params }) => params.items?.[0]?.item_id);

type Exported = NonNullable<Awaited<ReturnType<AisleGlobal['privacy']['export']>>>;

/** What the device knows of its outbox. */
export const deliveryOf = (page: Page): Promise<Exported['delivery'] | undefined> =>
  page.evaluate(async () => (await aisle.privacy.export())?.delivery);
