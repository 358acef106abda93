/** After a write; the first is done at once. */
const GATHER_MS = 100;

/** A write costs the same for one event and for a hundred: those that come one by one share it. */
export interface Gathering {
  /** Resolves when the next write is due: at once when the last was long ago, or somebody is in a hurry. */
  due(isPressing: () => boolean): Promise<void>;
  /** What is waited for is due now. */
  hurry(): void;
}

export const createGathering = (): Gathering => {
  let writtenAtMs = -Infinity;
  let isWaiting = false;
  let isHurried = false;
  let end: (() => void) | undefined;
  return {
    async due(isPressing) {
      [isWaiting, isHurried] = [true, false];
      // All of a task.
      await Promise.resolve();
      const waitMs = isHurried || isPressing() ? 0 : writtenAtMs + GATHER_MS - performance.now();
      if (waitMs > 0)
        await new Promise<void>((resolve) => {
          end = resolve;
          setTimeout(resolve, waitMs);
        });
      writtenAtMs = performance.now();
      isWaiting = false;
    },
    hurry() {
      isHurried = isWaiting;
      end?.();
    },
  };
};
