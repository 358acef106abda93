import { ServerError } from '../server-error.js';

/** As JSON; about a second of work at full load. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;

/** Those that were refused together must not come back together. */
const MAX_RETRY_S = 5;

/** Holds the batches that wait for their commit; when it is full, the browsers' outboxes hold the rest. */
export interface WaitingRoom {
  /**
   * Refuses while it is full: before a body is read.
   *
   * @throws {ServerError} `store/busy`, answered with 503.
   */
  check(): void;
  /**
   * Holds a batch until `work` on it has ended. One that is larger than the room comes in when it is empty.
   *
   * @throws {ServerError} `store/busy`, answered with 503.
   */
  hold<Result>(bytes: number, work: () => Promise<Result>): Promise<Result>;
}

const busy = (): ServerError => {
  const retryAfterS = 1 + Math.floor(Math.random() * MAX_RETRY_S);
  const message = 'more batches wait for the store than the server holds';
  return new ServerError({ code: 'store/busy', status: 503, message, retryAfterS, fix: 'send the same again later' });
};

/** Makes an empty room. What is being uploaded has no place in it yet, so slow uploads cannot fill it. */
export const createWaitingRoom = (maxBytes = MAX_WAITING_BYTES): WaitingRoom => {
  let waitingBytes = 0;
  const checkFor = (bytes: number): void => {
    if (waitingBytes > 0 && waitingBytes + bytes > maxBytes) throw busy();
  };
  return {
    check: () => checkFor(1),
    async hold(bytes, work) {
      checkFor(bytes);
      waitingBytes += bytes;
      try {
        return await work();
      } finally {
        waitingBytes -= bytes;
      }
    },
  };
};
