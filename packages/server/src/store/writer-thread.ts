import { Worker } from 'node:worker_threads';
import { ServerError } from '../server-error.js';
import type { StoreWriter } from './store-writer.js';

/** What is asked of the thread. */
export type WriterCall = {
  readonly [Name in keyof StoreWriter]: readonly [number: number, name: Name, args: Parameters<StoreWriter[Name]>];
}[keyof StoreWriter];

/** What became of one call; `cause` instead of `result` when its promise rejected. */
export type WriterAnswer = readonly [
  number: number,
  outcome: { readonly result: unknown } | { readonly cause: unknown },
];

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (cause: unknown) => void;
}

const ended = (cause?: unknown): ServerError =>
  new ServerError({ code: 'store/unavailable', message: 'the thread that writes has ended', cause });

/**
 * Starts a writer on a thread of its own, so that requests are read and answered while a commit waits for the disk. Calls are done in
 * their order.
 *
 * @param program - What the thread runs.
 */
export const startWriterThread = (
  path: string,
  program = new URL('./writer-program.js', import.meta.url),
): StoreWriter => {
  const thread = new Worker(program, { workerData: path });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let broken: ServerError | undefined;
  const giveUp = (cause?: unknown): void => {
    broken ??= ended(cause);
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
  };
  const settle = ([number, outcome]: WriterAnswer): void => {
    const call = waiting.get(number);
    waiting.delete(number);
    if ('cause' in outcome) call?.reject(outcome.cause);
    else call?.resolve(outcome.result as never);
  };
  thread.on('message', (answers: readonly WriterAnswer[]) => {
    for (const answer of answers) settle(answer);
    // Who only waits for new calls keeps no process alive.
    if (waiting.size === 0) thread.unref();
  });
  thread.on('error', giveUp);
  thread.on('exit', () => giveUp());
  thread.unref();

  const post = <Name extends keyof StoreWriter>(name: Name, ...args: Parameters<StoreWriter[Name]>) =>
    new Promise<Awaited<ReturnType<StoreWriter[Name]>>>((resolve, reject) => {
      if (broken) throw broken;
      calls += 1;
      thread.postMessage([calls, name, args]);
      waiting.set(calls, { resolve, reject });
      thread.ref();
    });

  return {
    accept: (batch) => post('accept', batch),
    deadLetter: (letters) => post('deadLetter', letters),
    erase: (site, ids) => post('erase', site, ids),
    prune: (site, beforeMs) => post('prune', site, beforeMs),
    probe: () => post('probe'),
    async close() {
      if (broken) return;
      const exit = new Promise((resolve) => thread.once('exit', resolve));
      await post('close');
      thread.ref();
      await exit;
    },
  };
};
