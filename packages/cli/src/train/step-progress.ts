import { createProgressBar } from '../progress-bar.js';

/** Shows how far a step is: a bar on a terminal, a plain line now and then elsewhere. */
export interface StepProgress {
  readonly onDone: (done: number) => void;
  readonly stop: () => void;
}

/** What takes less is over before it is read. */
const QUIET_MS = 1_000;
const LINE_EVERY_MS = 5_000;

/** Begins to watch a step of so many `what`; nothing is drawn before a second is over. */
export const showStep = (what: string, total: number, stream: NodeJS.WriteStream): StepProgress => {
  const bar = createProgressBar({ what, lineEveryMs: LINE_EVERY_MS, stream });
  const sinceMs = Date.now();
  let isShown = false;
  return {
    onDone(done) {
      if (isShown) bar.update(done);
      else if (Date.now() - sinceMs > QUIET_MS) {
        bar.start(total, done);
        isShown = true;
      }
    },
    stop: () => bar.stop(),
  };
};
