import { SingleBar } from 'cli-progress';

/** Shows how far a replay is: a bar on a terminal, a plain line now and then elsewhere. */
export interface SessionProgress {
  sessionPlayed(): void;
  stop(): void;
}

const LINE_EVERY_MS = 15_000;

/** Starts to show progress on a stream. */
export const showProgress = (sessions: number, stream: NodeJS.WriteStream): SessionProgress => {
  const bar = new SingleBar({
    format: stream.isTTY
      ? '{bar} {percentage} % | {value} of {total} sessions | {eta_formatted} left'
      : '{value} of {total} sessions, {percentage} %',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    etaBuffer: 500,
    stream,
    noTTYOutput: true,
    notTTYSchedule: LINE_EVERY_MS,
    // Ctrl-C is the replay's: the table comes first.
    gracefulExit: false,
  });
  bar.start(sessions, 0);
  return { sessionPlayed: () => bar.increment(), stop: () => bar.stop() };
};
