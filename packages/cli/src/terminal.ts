/** Where a command stands: what it says, where it was started, and when it shall end. */
export interface Terminal {
  /** Says a line. */
  readonly out: (line: string) => void;
  /** Says what is wrong. */
  readonly error: (line: string) => void;
  /** Where progress is drawn. */
  readonly stream: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when somebody asks the command to end. */
  readonly stop: AbortSignal;
}

/** The exit code of a command that was asked to end before it was done, as a shell says "ended by Ctrl-C". */
export const INTERRUPTED = 130;

/** Resolves when somebody asks the command to end. */
export const untilStopped = ({ stop }: Terminal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
