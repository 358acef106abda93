/** One transaction of a synchronous database. */
export interface Transaction {
  begin(): void;
  commit(): void;
  rollback(): void;
  /** Whether a write that threw this met a fault of the storage, which its neighbours would meet too. */
  isFault(cause: unknown): boolean;
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

interface Failure {
  readonly cause: unknown;
  /** The work of one entry threw; the storage is well. */
  readonly isOwn: boolean;
}

/**
 * Where many write at once, a commit waits so long for company after the one before: each writes the same pages anew, so that groups of
 * 150 events cost nearly twice as much an event as groups of 700.
 */
const GATHER_MS = 10;

const rejectAll = (group: readonly Entry[], cause: unknown): void => {
  for (const { reject } of group) reject(cause);
};

const weightOf = (group: readonly Entry[]): number => group.reduce((sum, { weight }) => sum + weight, 0);

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
 * Gathers the writes that arrive in one turn of the event loop, while a commit blocks it, or soon after a commit of several, into one
 * transaction. Who writes alone never waits.
 *
 * @param maxWeight - Events at most in one transaction, so that the thread is never blocked for long. Of half of it no more is waited for.
 */
export const createGroupCommit = (transaction: Transaction, maxWeight: number): GroupCommit => {
  const queue: Entry[] = [];
  let gatherUntilMs = 0;
  let planned: NodeJS.Immediate | undefined;
  let gathering: NodeJS.Timeout | undefined;

  // A connection that cannot roll back is broken; its callers must hear of it, and the process must live.
  const failureOf = (cause: unknown, isOutside: boolean): Failure => {
    try {
      transaction.rollback();
      return { cause, isOwn: !isOutside && !transaction.isFault(cause) };
    } catch (broken) {
      return { cause: broken, isOwn: false };
    }
  };

  const attempt = (group: readonly Entry[]): Failure | undefined => {
    let isOutside = true;
    try {
      transaction.begin();
      isOutside = false;
      const settle = group.map((entry) => entry.run());
      isOutside = true;
      transaction.commit();
      for (const done of settle) done();
      return undefined;
    } catch (cause) {
      return failureOf(cause, isOutside);
    }
  };

  // A full disk or a locked file blocks the thread for seconds: no second attempt would end better, and all that waits would
  // wait for seconds more with each group before it.
  const giveUp = (group: readonly Entry[], cause: unknown): void => rejectAll([...group, ...queue.splice(0)], cause);

  // One batch's fault must not fail its neighbours: each gets a transaction of its own.
  const commitEach = (group: readonly Entry[]): void => {
    for (const [index, entry] of group.entries()) {
      const failure = attempt([entry]);
      if (failure && !failure.isOwn) return giveUp(group.slice(index), failure.cause);
      if (failure) entry.reject(failure.cause);
    }
  };

  const commit = (group: readonly Entry[]): void => {
    const failure = attempt(group);
    if (!failure) return;
    if (!failure.isOwn) giveUp(group, failure.cause);
    else if (group.length > 1) commitEach(group);
    else rejectAll(group, failure.cause);
  };

  const forgetPlan = (): void => {
    clearImmediate(planned);
    clearTimeout(gathering);
    planned = gathering = undefined;
  };
  const commitNext = (): void => {
    forgetPlan();
    const group = takeGroup(queue, maxWeight);
    commit(group);
    gatherUntilMs = group.length > 1 ? performance.now() + GATHER_MS : 0;
    if (queue.length > 0) plan();
  };
  const plan = (): void => {
    if (planned) return;
    const waitMs = gatherUntilMs - performance.now();
    if (waitMs > 0 && weightOf(queue) < maxWeight / 2) gathering ??= setTimeout(commitNext, waitMs);
    else planned = setImmediate(commitNext);
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
      forgetPlan();
      while (queue.length > 0) commit(takeGroup(queue, maxWeight));
    },
  };
};
