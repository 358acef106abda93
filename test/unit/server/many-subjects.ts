import { randomUUID } from 'node:crypto';
import type { AisleEvent } from '@aisle/schema';
import { sampleEvent } from './sample-event.js';

/** A subject whose every word can be found again in a file. */
export interface MarkedSubject {
  readonly visitorId: string;
  readonly sessionId: string;
  /** Stands in each of the events' bodies. */
  readonly mark: string;
}

const words = (): string => randomUUID().replaceAll('-', '');

export const markedSubject = (): MarkedSubject => ({ visitorId: words(), sessionId: words(), mark: words() });

/** An event of so many kilobytes that tells its subject's mark. */
export const markedEvent = (
  { visitorId, sessionId, mark }: MarkedSubject,
  kilobytes: number,
  overrides: Partial<AisleEvent> = {},
): AisleEvent =>
  sampleEvent(words(), {
    visitorId,
    sessionId,
    params: { search_term: mark, x_padding: 'x'.repeat(Math.round(kilobytes * 1024)) },
    ...overrides,
  });

/** Numbers in [0, 1) that are the same in each run. */
export const createDice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** All that comes out of an iteration, in a list. */
export const listOf = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
};
