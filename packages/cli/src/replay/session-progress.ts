import { createProgressBar } from '../progress-bar.js';

/** Shows how far a replay is: a bar on a terminal, a plain line now and then elsewhere. */
export interface SessionProgress {
  sessionPlayed(): void;
  stop(): void;
}

const LINE_EVERY_MS = 15_000;

/** Starts to show progress on a stream. */
export const showProgress = (sessions: number, stream: NodeJS.WriteStream): SessionProgress => {
  const bar = createProgressBar({ what: 'sessions', lineEveryMs: LINE_EVERY_MS, stream });
  bar.start(sessions, 0);
  return { sessionPlayed: () => bar.increment(), stop: () => bar.stop() };
};
