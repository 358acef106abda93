import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { sampleBatch, sampleEvent } from './sample-event.js';
import { temporaryFolder } from './temporary-folder.js';

const startServer = async (path: string) => {
  const loader = new URL('./register-sources.mjs', import.meta.url).href;
  const program = new URL('./served-until-killed.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=source', '--import', loader, program, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    const url = /^listening on (\S+)$/.exec(line)?.[1];
    if (url) return { child, url };
  }
  throw new Error('the server did not start');
};

const post = async (url: string, ids: readonly string[]): Promise<readonly string[]> => {
  const body = JSON.stringify(sampleBatch(ids.map((id) => sampleEvent(id))));
  const response = await fetch(`${url}/v1/batch`, { method: 'POST', body });
  return response.status === 202 ? ids : [];
};

/** Sends batch after batch until the server is gone; answers what was acknowledged. */
const sendUntilRefused = async (url: string, sender: string, onAcknowledged: () => void): Promise<string[]> => {
  const acknowledged: string[] = [];
  for (let batch = 0; ; batch += 1) {
    const ids = Array.from({ length: 5 }, (_, event) => `${sender}-${batch}-${event}`);
    const kept = await post(url, ids).catch(() => undefined);
    if (!kept) return acknowledged;
    acknowledged.push(...kept);
    onAcknowledged();
  }
};

const idsIn = (path: string): string[] => {
  const database = new DatabaseSync(path);
  const ids = database.prepare('SELECT id FROM events').all();
  database.close();
  return ids.map(({ id }) => String(id));
};

it('holds every acknowledged event once after it was killed in the middle of its work, three times over', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { child, url } = await startServer(path);
    let answers = 0;
    const killAfterForty = () => {
      answers += 1;
      if (answers === 40) child.kill('SIGKILL');
    };
    const senders = ['a', 'b', 'c', 'd'].map((name) => sendUntilRefused(url, `round${round}-${name}`, killAfterForty));
    const [, ...sent] = await Promise.all([once(child, 'exit'), ...senders]);
    acknowledged.push(...sent.flat().map(String));
  }
  const kept = idsIn(path);
  expect(acknowledged.length).toBeGreaterThanOrEqual(600);
  expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
  expect(new Set(kept).size).toBe(kept.length);
}, 60_000);
