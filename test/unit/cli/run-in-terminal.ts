import { PassThrough } from 'node:stream';
import { runCli } from '@aisle/cli';

/** A command that is running, and what it has said so far. */
export interface Running {
  readonly said: () => string;
  /** Resolves with the code it ends with. */
  readonly code: Promise<number>;
  /** As Ctrl-C does. */
  readonly interrupt: () => void;
  /** Resolves with the first part of what it says that the pattern finds. */
  readonly until: (pattern: RegExp) => Promise<string>;
}

/** Runs `aisle` in this process, with nothing to draw progress on. */
export const runInTerminal = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Running => {
  const asked = new AbortController();
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const say = (line: string): void => {
    lines.push(line);
    for (const look of waiting) look();
  };
  const said = (): string => lines.join('\n');
  const stream = new PassThrough() as unknown as NodeJS.WriteStream;
  const code = runCli(words, { out: say, error: say, stream, env: { ...process.env, ...env }, stop: asked.signal });
  return {
    said,
    code,
    interrupt: () => asked.abort(),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(said())?.[0];
          if (found !== undefined) resolve(found);
        };
        waiting.add(look);
        code.then((ended) => reject(new Error(`ended with ${ended}: ${said()}`)), reject);
        look();
      }),
  };
};
