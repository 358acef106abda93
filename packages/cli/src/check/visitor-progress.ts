import { createProgressBar } from '../progress-bar.js';

/** Shows how far a replay of visitors is: a bar on a terminal, a plain line now and then elsewhere. */
export interface VisitorProgress {
  readonly onVisitor: (done: number) => void;
  stop(): void;
}

/** What takes less is over before it is read. */
const QUIET_MS = 1_000;
const LINE_EVERY_MS = 5_000;

/** Begins to watch; nothing is drawn before a second is over. */
export const showVisitors = (visitors: number, stream: NodeJS.WriteStream): VisitorProgress => {
  const bar = createProgressBar({ what: 'visitors', lineEveryMs: LINE_EVERY_MS, stream });
  const sinceMs = Date.now();
  let isShown = false;
  return {
    onVisitor(done) {
      if (!isShown && Date.now() - sinceMs > QUIET_MS) {
        bar.start(visitors, done);
        isShown = true;
      } else if (isShown) bar.update(done);
    },
    stop: () => bar.stop(),
  };
};
