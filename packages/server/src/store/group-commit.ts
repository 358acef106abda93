/** One transaction of a synchronous database. */
export interface Transaction {
  begin(): void;
  commit(): void;
  rollback(): void;
}

/** Writes that share a transaction, and so one fsync. */
export interface GroupCommit {
  /** Resolves with the work's result after the commit; rejects when the work was rolled back. */
  add<Result>(weight: number, work: () => Result): Promise<Result>;
  /** Commits all that waits, now. */
  flush(): void;
}

interface Entry {
  readonly weight: number;
  /** Runs inside the transaction; what it returns is called after the commit. */
  readonly run: () => () => void;
  readonly reject: (cause: unknown) => void;
}

const takeGroup = (queue: Entry[], maxWeight: number): Entry[] => {
  let weight = 0;
  let count = 0;
  for (const entry of queue) {
    weight += entry.weight;
    if (count > 0 && weight > maxWeight) break;
    count += 1;
  }
  return queue.splice(0, count);
};

/**
 * Gathers the writes that arrive in one turn of the event loop, or while a commit blocks it, into one transaction.
 *
 * @param maxWeight - Events at most in one transaction, so that the loop is never blocked for long.
 */
export const createGroupCommit = (transaction: Transaction, maxWeight: number): GroupCommit => {
  const queue: Entry[] = [];
  let planned: NodeJS.Immediate | undefined;

  // A connection that cannot roll back is broken; its callers must hear of it, and the process must live.
  const rollbackFault = (): unknown => {
    try {
      return transaction.rollback();
    } catch (cause) {
      return cause;
    }
  };

  // One batch's fault must not fail its neighbours: each gets a transaction of its own.
  const retryAlone = (group: readonly Entry[], cause: unknown): void => {
    const [first, ...others] = group;
    if (others.length > 0) for (const entry of group) commit([entry]);
    else first?.reject(cause);
  };

  const commit = (group: readonly Entry[]): void => {
    try {
      transaction.begin();
      const settle = group.map((entry) => entry.run());
      transaction.commit();
      for (const done of settle) done();
    } catch (cause) {
      retryAlone(group, rollbackFault() ?? cause);
    }
  };

  const plan = (): void => {
    planned ??= setImmediate(() => {
      planned = undefined;
      commit(takeGroup(queue, maxWeight));
      if (queue.length > 0) plan();
    });
  };

  return {
    add: (weight, work) =>
      new Promise((resolve, reject) => {
        const run = () => {
          const result = work();
          return () => resolve(result);
        };
        queue.push({ weight, run, reject });
        plan();
      }),
    flush() {
      clearImmediate(planned);
      planned = undefined;
      while (queue.length > 0) commit(takeGroup(queue, maxWeight));
    },
  };
};
