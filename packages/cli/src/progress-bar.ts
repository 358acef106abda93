import { SingleBar } from 'cli-progress';

/** What is counted, and how it is shown. */
export interface ProgressBarOptions {
  /** `sessions`, `visitors`. */
  readonly what: string;
  /** Where there is no terminal a plain line comes so often. */
  readonly lineEveryMs: number;
  readonly stream: NodeJS.WriteStream;
}

/** Makes a bar for a terminal, and plain lines elsewhere. Nothing is drawn before it starts. */
export const createProgressBar = ({ what, lineEveryMs, stream }: ProgressBarOptions): SingleBar =>
  new SingleBar({
    format: stream.isTTY
      ? `{bar} {percentage} % | {value} of {total} ${what} | {eta_formatted} left`
      : `{value} of {total} ${what}, {percentage} %`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    etaBuffer: 500,
    stream,
    noTTYOutput: true,
    notTTYSchedule: lineEveryMs,
    // Ctrl-C is the command's: it may have something to say first.
    gracefulExit: false,
  });
