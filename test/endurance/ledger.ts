import type { EventResult } from '@aisle/schema';

/** A batch as it was, and will be, sent: a retry sends the same. */
export interface SentBatch {
  readonly ids: readonly string[];
  readonly body: string;
}

/** What was sent and what the server said of it, over its deaths. */
export interface Ledger {
  /** Takes the server's word on a batch. */
  answered(batch: SentBatch, results: readonly EventResult[]): void;
  /** Keeps a batch of which the server said nothing, or that it could not take it. */
  unanswered(batch: SentBatch): void;
  /** Takes what is to be sent again, and begins anew. */
  takeUnanswered(): readonly SentBatch[];
  /** One that was answered, by a number in [0, 1); undefined when none was. */
  anyAnswered(share: number): SentBatch | undefined;
  readonly answeredBatches: readonly SentBatch[];
  /** Ids that the server said it keeps. */
  readonly acknowledged: ReadonlySet<string>;
  /** Ids that it said are new to it, more than once: each would be counted twice. */
  readonly acceptedAgain: readonly string[];
  /** Ids of which it said that they are duplicates. */
  readonly duplicates: number;
}

export const createLedger = (): Ledger => {
  const acknowledged = new Set<string>();
  const accepted = new Set<string>();
  const acceptedAgain: string[] = [];
  const answeredBatches: SentBatch[] = [];
  let waiting: SentBatch[] = [];
  let duplicates = 0;
  const hear = ({ id, status }: EventResult): void => {
    if (id === null || status === 'rejected') throw new Error(`the server refused the event ${id}`);
    acknowledged.add(id);
    if (status === 'duplicate') duplicates += 1;
    else if (accepted.has(id)) acceptedAgain.push(id);
    else accepted.add(id);
  };
  return {
    answered(batch, results) {
      if (results.length !== batch.ids.length) throw new Error('the server answered less than it was sent');
      for (const result of results) hear(result);
      answeredBatches.push(batch);
    },
    unanswered: (batch) => void waiting.push(batch),
    takeUnanswered() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    anyAnswered: (share) => answeredBatches[Math.floor(share * answeredBatches.length)],
    answeredBatches,
    acknowledged,
    acceptedAgain,
    get duplicates() {
      return duplicates;
    },
  };
};
