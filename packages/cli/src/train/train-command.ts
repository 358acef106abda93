import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NeighbourModel, trainNeighbourModel } from '@aisle/trainer';
import { CliError } from '../cli-error.js';
import { counted } from '../counted.js';
import { INTERRUPTED, type Terminal } from '../terminal.js';
import { readSessions } from './read-sessions.js';
import { showStep, type StepProgress } from './step-progress.js';

/** What `aisle train` was told. */
export interface TrainOptions {
  readonly file: string;
  /** The folder to write to. */
  readonly out: string;
  readonly floor: number;
  readonly length: number;
  readonly names: 'ids' | 'hashes';
  readonly site?: string | undefined;
}

const HASH_DIGITS = 16;

const sayModel = ({ manifest }: NeighbourModel, leftOut: Readonly<Record<string, number>>, { out }: Terminal): void => {
  const { trainedOn, bytes, tableBytes, metrics } = manifest;
  out(
    `Learned from ${counted(trainedOn.events)} events with ${counted(trainedOn.items)} items in ${counted(trainedOn.sessions)} sessions.`,
  );
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${counted(count)} ${reason}`);
  if (reasons.length > 0) out(`Left out: ${reasons.join(', ')}.`);
  out(`${counted(bytes)} bytes, ${counted(bytes - tableBytes)} of them the names of items.`);
  if (metrics === null) out('Too few sessions to hold some back and measure.');
  else
    out(
      `On the last ${counted(metrics.sessions)} sessions, held back: the next click is among the first ${metrics.k} ` +
        `${(metrics.hitRate * 100).toFixed(1)} times of 100 (MRR ${metrics.meanReciprocalRank.toFixed(3)}).`,
    );
};

/** A page must never meet half a file, nor a manifest without its bytes: the bytes come first, each under another name. */
const write = async (folder: string, { bytes, manifest }: NeighbourModel): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const file = `neighbours-${manifest.hash.slice(0, HASH_DIGITS)}.bin`;
  const texts = [
    [file, bytes],
    ['neighbours.json', `${JSON.stringify({ ...manifest, file }, null, 2)}\n`],
  ] as const;
  for (const [name, content] of texts) {
    await writeFile(join(folder, `${name}.part`), content);
    await rename(join(folder, `${name}.part`), join(folder, name));
  }
  return file;
};

/** Learns item neighbours from a file of events, and writes the artifact and its manifest. Answers the exit code. */
export const train = async (options: TrainOptions, terminal: Terminal): Promise<number> => {
  const { file, out, floor, length, names, site } = options;
  const { stream, stop } = terminal;
  const { sessions, leftOut } = await readSessions({ path: file, site, stream, stop });
  if (stop.aborted) return INTERRUPTED;
  const [first] = sessions;
  if (!first) {
    const reasons = Object.entries(leftOut).map(([reason, count]) => `${counted(count)} ${reason}`);
    throw new CliError(`${file} has nothing to learn from${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}.`);
  }
  let progress: StepProgress | undefined;
  const model = trainNeighbourModel(sessions, { floor, length, names }, (done, all) => {
    progress ??= showStep('items', all, stream);
    progress.onDone(done);
  });
  progress?.stop();
  const written = await write(out, model);
  sayModel(model, leftOut, terminal);
  terminal.out(`Written to ${join(out, written)}; ${join(out, 'neighbours.json')} says what it is.`);
  return 0;
};
