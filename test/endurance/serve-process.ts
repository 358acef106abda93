import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../packages/cli/bin/aisle.js', import.meta.url));

/** `aisle serve`, in a process of its own. */
export interface ServeProcess {
  readonly url: string;
  /** What the process holds in memory now, in bytes. */
  residentBytes(): number;
  /** As a crash does: at once. Resolves when it is dead. */
  kill(): Promise<void>;
  /** Asks it to end; resolves to the code that it ended with, null when it had to be killed because it did not. */
  stop(): Promise<number | null>;
}

export interface ServeOptions {
  readonly db: string;
  readonly port: number;
  /** How far ahead its clock is. */
  readonly daysAhead?: number;
}

/** Longer than any end that is still graceful: requests under way get two seconds, a locked file holds a write for five. */
const STOP_LIMIT_MS = 15_000;

const clockAhead = (days: number): string =>
  `--import=data:text/javascript,${encodeURIComponent(`const now=Date.now;Date.now=()=>now()+${days}*864e5`)}`;

const announced = async (child: ChildProcess): Promise<string> => {
  if (!child.stdout) throw new Error('the server has no output');
  for await (const line of createInterface(child.stdout)) {
    const url = /^Batches +(\S+)\/v1\/batch$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('the server did not start');
};

/** Starts `aisle serve` for the site `demo` and pages of any origin; resolves when it listens. */
export const startServe = async ({ db, port, daysAhead = 0 }: ServeOptions): Promise<ServeProcess> => {
  const playbook = join(dirname(db), 'playbook.json');
  writeFileSync(playbook, JSON.stringify({ v: 1, version: '1' }));
  const words = ['serve', '--site', `demo=${playbook}`, '--origin', '*', '--db', db, '--port', String(port)];
  const clock = daysAhead > 0 ? [clockAhead(daysAhead)] : [];
  const child = spawn(process.execPath, [...clock, cli, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  // Its log tells of each refusal: the tail is enough to say why it did not start.
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = `${said}${text}`.slice(-2_000)));
  const ended = once(child, 'exit');
  const endWithUs = () => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));
  const url = await announced(child).catch((cause: unknown) => {
    throw new Error(said, { cause });
  });
  child.stdout.resume();
  return {
    url,
    residentBytes: () => 1024 * Number(spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).stdout),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      child.kill('SIGTERM');
      const [code] = await ended;
      clearTimeout(limit);
      return code;
    },
  };
};
