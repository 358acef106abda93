import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { AisleEvent } from '@aisle/schema';

const cli = fileURLToPath(new URL('../../packages/cli/bin/aisle.js', import.meta.url));

export interface Demo {
  readonly url: string;
  readonly reportUrl: string;
  events(): readonly AisleEvent[];
  close(): Promise<void>;
}

/** Runs `aisle demo` as a person would, in an empty folder, and waits until it says where it is. */
export const openDemo = async (port: number): Promise<Demo> => {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-demo-'));
  const child = spawn(process.execPath, [cli, 'demo', '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.on('exit', (code) => reject(new Error(`aisle demo ended with ${code}: ${text}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('To stop')) resolve(text);
    });
  });
  const after = (label: string): string => new RegExp(`${label}\\s+(\\S+)`).exec(said)?.[1] ?? '';
  return {
    url: after('The shop').replace(/\/$/, ''),
    reportUrl: after('The report'),
    events() {
      const db = new DatabaseSync(join(folder, '.aisle/demo.db'), { readOnly: true });
      const rows = db.prepare('select body from events order by at_ms, seq').all() as { body: string }[];
      db.close();
      return rows.map(({ body }) => JSON.parse(body) as AisleEvent);
    },
    async close() {
      const ended = new Promise((resolve) => child.on('close', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
};
