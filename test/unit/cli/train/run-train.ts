// A process of its own, that a test can kill: runs the command given.
import { runCli } from '@aisle/cli';

process.exitCode = await runCli(process.argv.slice(2), {
  out: () => undefined,
  error: (line) => process.stderr.write(`${line}\n`),
  stream: process.stdout,
  env: process.env,
  stop: new AbortController().signal,
});
