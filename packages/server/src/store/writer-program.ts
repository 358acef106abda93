// The program of the thread that writes: it does the calls that it is sent, and answers those that a commit settled in one message.
import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteDatabase } from './sqlite-database.js';
import { createSqliteWriter } from './sqlite-writer.js';
import type { WriterAnswer, WriterCall } from './writer-thread.js';

const port = parentPort;
if (!port) throw new Error('this is the program of a thread');
const writer = createSqliteWriter(openSqliteDatabase(String(workerData)));
let answers: WriterAnswer[] = [];

// The promises of a commit settle in one go, before this runs.
const send = (): void => {
  port.postMessage(answers);
  answers = [];
};
const answer = (settled: WriterAnswer): void => {
  if (answers.push(settled) === 1) queueMicrotask(send);
};

const done = ([, name, args]: WriterCall): Promise<unknown> => {
  switch (name) {
    case 'accept':
      return writer.accept(...args);
    case 'deadLetter':
      return writer.deadLetter(...args);
    case 'erase':
      return writer.erase(...args);
    case 'prune':
      return writer.prune(...args);
    case 'probe':
      return writer.probe();
    case 'close':
      port.unref();
      return writer.close();
    default:
      return name satisfies never;
  }
};

port.on('message', (call: WriterCall) => {
  const [number] = call;
  done(call).then(
    (result) => answer([number, { result }]),
    (cause: unknown) => answer([number, { cause }]),
  );
});
