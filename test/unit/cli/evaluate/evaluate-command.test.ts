import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { boughtEvents } from '../train/bought-events.js';
import { runInTerminal } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';

const evaluate = async (content: string, ...options: string[]) => {
  const folder = temporaryFolder();
  const file = join(folder, 'shop.seq');
  writeFileSync(file, content);
  const running = runInTerminal(['evaluate', file, ...options.map((one) => one.replace('$', folder))]);
  return { folder, code: await running.code, said: running.said() };
};

// After `a` always comes `b`, after `c` always `d`.
const sequences = [
  ...Array.from({ length: 40 }, () => ['T\ta b', 'T\tc d']).flat(),
  ...Array.from({ length: 5 }, () => ['E\ta b', 'E\tc unknown d']).flat(),
].join('\n');

const cellsOf = (said: string, name: string) =>
  said
    .split('\n')
    .find((line) => line.includes(`│ ${name}`))
    ?.split('│')
    .map((cell) => cell.trim())
    .slice(2, 6);

it('measures item neighbours beside what every recommender is held against', async () => {
  const { code, said } = await evaluate(sequences, '--k', '1', '--floors', '2', '--lengths', '5');
  expect(code).toBe(0);
  // Of two clicks in a test session only the second is foretold; what training never saw is left out.
  expect(said).toContain('Learning from 80 sessions, foretelling 10 clicks of 10 others.');
  // Popularity shows `a` to everybody.
  expect(cellsOf(said, 'popularity')).toEqual(['0.0000', '0.0000', '25 %', '1.00']);
  for (const name of ['AR', 'SR']) expect(cellsOf(said, name), name).toContain('1.0000');
  expect(said).toContain('neighbours, floor 2, 5 long');
});

it('foretells the last sessions when the file sets none apart', async () => {
  const { said } = await evaluate(sequences.replaceAll('E\t', 'T\t'), '--lengths', '5', '--share', '0.2');
  expect(said).toContain('Learning from 72 sessions, foretelling 18 clicks of 18 others.');
});

it('foretells the rest of orders, and clicks on what nobody had clicked before', async () => {
  const folder = temporaryFolder();
  const session = (at: number, ...events: readonly (readonly [id: string, type: string])[]) =>
    events.map(([id, type], seq) => `${at}\t${id}\t${1_400_000_000 + at * 60 + seq}\t${type}`);
  const buys = (at: number, ids: readonly string[]) => session(at, ...ids.map((id) => [id, 'transaction'] as const));
  const rows = Array.from({ length: 100 }, (_, at) => {
    if (at === 99) return session(at, ['pan', 'view'], ['new-pan', 'view']);
    return buys(
      at,
      [
        ['pan', 'lid'],
        ['tent', 'peg'],
        ['boot', 'lace'],
      ][at % 3] ?? [],
    );
  });
  const file = join(folder, 'events.tsv');
  writeFileSync(file, ['SessionId\tItemId\tTime\tType', ...rows.flat()].join('\n'));
  const items = ['pan', 'new-pan', 'tent', 'peg'].map((id) => ({ item_id: id, item_name: id.replace('-', ' ') }));
  writeFileSync(join(folder, 'items.json'), JSON.stringify(items));
  const words = ['--k', '1', '--lengths', '5', '--catalogue', join(folder, 'items.json')];
  const running = runInTerminal(['evaluate', file, ...words]);
  expect(await running.code).toBe(0);
  const said = running.said();
  expect(said).toMatch(/The rest of an order, 9 items of orders held back:/);
  expect(said).toMatch(/together, of orders +HR@1 1\.0000 +MRR@1 1\.0000/);
  expect(said).toMatch(/Items that nobody had clicked before, 1 click held back:\n +similar +HR@1 1\.0000/);
  expect(said).toMatch(/by chance +HR@1 0\.2500/);
});

it('draws size against hit rate', async () => {
  const { folder, code } = await evaluate(sequences, '--lengths', '1,5', '--svg', '$/plot.svg');
  const svg = readFileSync(join(folder, 'plot.svg'), 'utf8');
  expect([code, svg]).toEqual([0, expect.stringMatching(/^<svg [\s\S]*<\/svg>\s*$/)]);
  for (const text of ['no floor', 'floor 2', 'V-SKNN', 'HR@20', 'shop.seq', 'neighbours of an item'])
    expect(svg).toContain(text);
}, 30_000);

it('names in the plot what lies too far below to be drawn', async () => {
  const { folder } = await evaluate(sequences, '--k', '1', '--lengths', '5', '--svg', '$/plot.svg');
  expect(readFileSync(join(folder, 'plot.svg'), 'utf8')).toMatch(
    /Far below: popularity 0\.000, S-POP 0\.000, V-SKNN 0\.000\./,
  );
}, 30_000);

it('says before it begins that a plot cannot be written, and where it could', async () => {
  const { code, said } = await evaluate(sequences, '--svg', '$/nowhere/plot.svg');
  expect(code).toBe(1);
  expect(said).toMatch(
    /^--svg: .*plot\.svg cannot be written: ENOENT.*\nFix: name a file in a folder that is there\.\s*$/,
  );
});

it('says before it begins that a catalogue is not there', async () => {
  const { code, said } = await evaluate(sequences, '--catalogue', '$/absent.json');
  expect([code, said]).toEqual([1, expect.stringMatching(/^\S+absent\.json cannot be read: ENOENT/)]);
});

const wire = boughtEvents(400)
  .map((event) => JSON.stringify(event))
  .join('\n');

it('tells AUC, Brier score and calibration of who buys on the last days, of either kind of model', async () => {
  const { code, said } = await evaluate(wire, '--lengths', '5');
  expect(code).toBe(0);
  expect(said).toMatch(/Buys in this session: 800 moments learned from, 199 of the last days held back\./);
  expect(said).toMatch(/one share for everybody +│ 0\.5000 │ 0\.2404 │ 0\.4000 │ +0\.4020 │/);
  for (const kind of ['logistic regression', 'boosted trees'])
    expect(said).toMatch(new RegExp(`${kind} +(│ +[01]\\.\\d{4} ){3}│ +0\\.4020 │ [\\d,]+ │`));
  expect(said.match(/│ \d+ +│ +[01]\.\d{4} │/g)).toHaveLength(10);
}, 60_000);

it('predicts what is asked for, or nothing', async () => {
  const churn = await evaluate(wire, '--lengths', '5', '--propensity', 'churn');
  expect(churn.said).toMatch(/Does not come again within 30 days|Propensity is not measured\. churn: /);
  const none = await evaluate(wire, '--lengths', '5', '--propensity', 'none');
  expect(none.said).not.toMatch(/Buys|propensity/i);
}, 60_000);

it('says that sequences tell nothing of who buys', async () => {
  const { code, said } = await evaluate(sequences, '--lengths', '5');
  expect([code, said]).toEqual([0, expect.stringContaining('Propensity is not measured: sequences tell neither when')]);
});

it('says when nothing is left to foretell', async () => {
  const { code, said } = await evaluate('T\ta b\nT\tc d');
  expect([code, said]).toEqual([1, expect.stringContaining('too few sessions')]);
});

it.each([
  ['--floors', '0'],
  ['--lengths', '5,x'],
  ['--share', '1'],
  ['--k', 'many'],
  ['--propensity', 'sell'],
])('says what %s may be', async (option, value) => {
  const { code, said } = await evaluate(sequences, option, value);
  expect([code, said]).toEqual([1, expect.stringContaining(`'${option}`)]);
});
