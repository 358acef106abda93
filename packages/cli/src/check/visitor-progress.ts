import { SingleBar } from 'cli-progress';

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
  const bar = new SingleBar({
    format: stream.isTTY
      ? '{bar} {percentage} % | {value} of {total} visitors | {eta_formatted} left'
      : '{value} of {total} visitors, {percentage} %',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    etaBuffer: 500,
    stream,
    noTTYOutput: true,
    notTTYSchedule: LINE_EVERY_MS,
    // Ctrl-C is the command's.
    gracefulExit: false,
  });
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
