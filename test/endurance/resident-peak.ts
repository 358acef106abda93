import type { ServeProcess } from './serve-process.js';

const LOOK_MS = 100;

/** Watches what a process holds in memory, in bytes. */
export interface ResidentPeak {
  readonly beforeBytes: number;
  /** Ends the watch; answers the most that was seen. */
  end(): number;
}

export const watchResidentPeak = (server: ServeProcess): ResidentPeak => {
  const beforeBytes = server.residentBytes();
  let mostBytes = beforeBytes;
  const look = () => void (mostBytes = Math.max(mostBytes, server.residentBytes()));
  const timer = setInterval(look, LOOK_MS);
  return {
    beforeBytes,
    end() {
      clearInterval(timer);
      look();
      return mostBytes;
    },
  };
};
