import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runInTerminal, type Running } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';

const PLAYBOOK = { v: 1, version: '1' };

const playbookFile = (content: unknown): string => {
  const path = join(temporaryFolder(), 'playbook.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const takenPort = async (): Promise<{ port: number; free: () => void }> => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  return { port: (holder.address() as AddressInfo).port, free: () => void holder.close() };
};

const startServe = async (
  words: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Running & { url: string }> => {
  const { port, free } = await takenPort();
  free();
  const db = join(temporaryFolder(), 'shop.db');
  const site = ['--site', `shop=${playbookFile(PLAYBOOK)}`];
  const running = runInTerminal(['serve', ...site, '--db', db, '--port', String(port), ...words], env);
  onTestFinished(async () => {
    running.interrupt();
    await running.code;
  });
  await running.until(/Ctrl-C stops/);
  return { ...running, url: `http://127.0.0.1:${port}` };
};

const event = {
  v: 1,
  id: 'event-0001',
  name: 'view_item',
  atMs: 1,
  seq: 0,
  offsetMs: 1,
  sessionId: 'session-1',
  params: {},
  consent: { purposes: ['measurement'] },
};

/** A folder as `aisle train` writes it. */
const modelFolder = (): string => {
  const folder = temporaryFolder();
  const hash = createHash('sha256').update('bytes').digest('hex');
  writeFileSync(join(folder, 'neighbours-1.bin'), 'bytes');
  const model = { kind: 'neighbours', url: 'models/neighbours-1.bin', hash, format: 1, bytes: 5 };
  writeFileSync(join(folder, 'models.json'), JSON.stringify([model]));
  return folder;
};

describe('aisle serve --models', () => {
  it.each<[string, (folder: string) => string]>([
    ['a folder, when there is one shop', (folder) => folder],
    ['key=folder', (folder) => `shop=${folder}`],
  ])('serves the models of %s, named by the playbook', async (_, wordOf) => {
    const folder = modelFolder();
    const { said, url } = await startServe(['--models', wordOf(folder)]);
    expect(said()).toContain(`Models     ${url}/v1/sites/shop/models/<hash>  (of ${folder})`);
    const home = `${url}/v1/sites/shop/playbook.json`;
    const { models } = (await (await fetch(home)).json()) as { models: { url: string }[] };
    expect(await (await fetch(new URL(models[0]?.url ?? '', home))).text()).toBe('bytes');
  });

  it('does not start with models of a shop that it does not serve, or that are damaged', async () => {
    const site = ['--site', `shop=${playbookFile(PLAYBOOK)}`, '--db', join(temporaryFolder(), 'shop.db')];
    const unknown = runInTerminal(['serve', ...site, '--models', 'other=models']);
    expect([await unknown.code, unknown.said()]).toEqual([
      1,
      expect.stringContaining('--models other=models: write <key>='),
    ]);
    const folder = modelFolder();
    writeFileSync(join(folder, 'neighbours-1.bin'), 'other');
    const damaged = runInTerminal(['serve', ...site, '--models', folder]);
    expect([await damaged.code, damaged.said()]).toEqual([
      1,
      expect.stringMatching(/has the hash[^]*Fix: train again/),
    ]);
  });
});

describe('aisle serve', () => {
  it('takes batches, hands out the playbook and shows the report at the addresses that it prints', async () => {
    const { said, url } = await startServe();
    const body = JSON.stringify({ v: 1, site: 'shop', sentAtMs: 1, events: [event] });
    const [, ingest = ''] = /Batches +(\S+)/.exec(said()) ?? [];
    const [, playbook = ''] = /Playbook +(\S+)/.exec(said()) ?? [];
    const [, report = '', token] = /Report +(\S+)#token=(\S+)/.exec(said()) ?? [];
    expect((await fetch(ingest, { method: 'POST', body })).status).toBe(202);
    expect(await (await fetch(playbook)).json()).toMatchObject(PLAYBOOK);
    expect((await fetch(report)).status).toBe(200);
    const sites = await fetch(`${url}/v1/reports/sites`, { headers: { authorization: `Bearer ${token}` } });
    expect(sites.status).toBe(200);
  });

  it('lets pages of the origins it was given send, and no others', async () => {
    const { url } = await startServe(['--origin', 'https://shop.example']);
    const statusFrom = async (origin: string): Promise<number> => {
      const body = JSON.stringify({ v: 1, site: 'shop', sentAtMs: 1, events: [] });
      return (await fetch(`${url}/v1/batch`, { method: 'POST', headers: { origin }, body })).status;
    };
    expect(await statusFrom('https://shop.example')).toBe(202);
    expect(await statusFrom('https://other.example')).toBe(403);
  });

  it('logs a refused batch, and a changed playbook that is none, on stderr, but no batch that it took', async () => {
    const errors: string[] = [];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
    onTestFinished(() => spy.mockRestore());
    const path = playbookFile(PLAYBOOK);
    const { url } = await startServe(['--site', `changing=${path}`]);
    const send = (site: string) =>
      fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify({ v: 1, site, sentAtMs: 1, events: [event] }) });
    await send('shop');
    expect(errors).toEqual([]);
    await send('absent');
    expect(errors.join('')).toContain('a batch was refused');
    writeFileSync(path, '{ "v": 1 ');
    await fetch(`${url}/v1/sites/changing/playbook.json`);
    expect(errors.join('')).toMatch(/is not JSON.*the last good playbook is still served/);
  });

  it('opens the report with the token of AISLE_REPORT_TOKEN', async () => {
    const { said } = await startServe([], { AISLE_REPORT_TOKEN: 'a-token-of-the-operator' });
    expect(said()).toContain('/report#token=a-token-of-the-operator');
  });

  it("keeps visitors' ids in cookies with AISLE_VISITOR_COOKIE, and not without", async () => {
    const statusAt = async (url: string): Promise<number> => {
      const body = JSON.stringify({ v: 1, site: 'shop', id: 'visitor-1' });
      return (await fetch(`${url}/v1/visitor`, { method: 'POST', body })).status;
    };
    const on = await startServe([], { AISLE_VISITOR_COOKIE: 'true' });
    expect(on.said()).toMatch(/Visitors +\S+\/v1\/visitor/);
    expect([await statusAt(on.url), await statusAt((await startServe()).url)]).toEqual([200, 404]);
  });

  it('ends with 0 when it is asked to, and lets go of its port', async () => {
    const running = await startServe();
    running.interrupt();
    expect(await running.code).toBe(0);
    await expect(fetch(`${running.url}/healthz`)).rejects.toThrow('fetch failed');
  });
});

describe('aisle serve ends with 1 and one clear answer', () => {
  const answerOf = async (words: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> => {
    const { code, said } = runInTerminal(['serve', '--db', join(temporaryFolder(), 'x.db'), ...words], env);
    expect(await code).toBe(1);
    return said();
  };

  it('for a malformed playbook: every problem with its JSON path and a fix', async () => {
    const slots = [{ id: 'Hero 1', candidates: [{ id: 'a', recommend: { recommender: 'b', limit: 900 } }] }];
    const path = playbookFile({ v: 2, segments: {}, slots });
    const answer = await answerOf(['--site', `shop=${path}`]);
    expect(
      answer
        .split('\n')
        .slice(1)
        .map((line) => /^ {2}([^:]+): .* Fix: \S+/.exec(line)?.[1]),
    ).toEqual(['v', 'version', 'segments', 'slots[0].id', 'slots[0].candidates[0].recommend.limit']);
  });

  it('for a playbook that is no JSON: where it breaks', async () => {
    expect(await answerOf(['--site', `shop=${playbookFile('{\n"v": 1,\n}')}`])).toMatch(/is not JSON: .*line 3/);
  });

  it('for a playbook that names a recommender it does not have', async () => {
    const slots = [{ id: 'row', candidates: [{ id: 'a', recommend: { recommender: 'absent' } }] }];
    const path = playbookFile({ ...PLAYBOOK, slots });
    expect(await answerOf(['--site', `shop=${path}`])).toContain('there is no recommender absent. Fix: ');
  });

  it('for a port that is taken', async () => {
    const { port } = await takenPort();
    const answer = await answerOf(['--site', `shop=${playbookFile(PLAYBOOK)}`, '--port', String(port)]);
    expect(answer).toBe(
      `Port ${port} is taken by another program. End that one, or choose another: --port ${port + 1}`,
    );
  });

  it.each([
    ['no site', [], 'Name at least one shop'],
    ['a site without a playbook', ['--site', 'shop'], '--site shop: write <key>=<playbook.json>'],
    ['a site that comes twice', ['--site', 'a=b.json', '--site', 'a=c.json'], '--site a is given twice'],
    ['a port that is none', ['--port', '99999'], 'whole number from 1 to 65535'],
    ['a playbook that is not there', ['--site', 'a=absent.json'], 'absent.json cannot be read'],
  ])('for %s', async (_, words, answer) => {
    expect(await answerOf(words)).toContain(answer);
  });

  it('for an origin that is none, in the words of the server, with the fix', async () => {
    const answer = await answerOf(['--site', `shop=${playbookFile(PLAYBOOK)}`, '--origin', 'shop.example/']);
    expect(answer).toMatch(/origins.*https:\/\/shop\.example/);
  });

  it('for a switch that is neither on nor off', async () => {
    const site = `shop=${playbookFile(PLAYBOOK)}`;
    expect(await answerOf(['--site', site], { AISLE_VISITOR_COOKIE: 'yes' })).toContain('true or false');
  });

  it('for a token that keeps no secret', async () => {
    const site = `shop=${playbookFile(PLAYBOOK)}`;
    expect(await answerOf(['--site', site], { AISLE_REPORT_TOKEN: 'short' })).toContain('at least 16');
  });
});
