export type Keep = typeof import('./keep.js');

const RETRY_MS = 5_000;

/**
 * Loads what remembers and sends. It comes with the first grant; until it is there memory holds what happens, and a dying page
 * spills it. Rejects when it cannot be had: the next page tries again.
 */
export const loadKeep = (tries = 3): Promise<Keep> =>
  import('./keep.js').catch((cause: unknown) => {
    if (tries < 2) throw cause;
    return new Promise((resolve) => setTimeout(resolve, RETRY_MS)).then(() => loadKeep(tries - 1));
  });
