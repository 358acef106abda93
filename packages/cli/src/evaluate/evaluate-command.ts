import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import {
  baselines,
  bytesOfTable,
  createNeighbours,
  holdOut,
  measureRanker,
  type NumberedSessions,
  numberSessions,
  type PropensityTarget,
  type Ranker,
  type SessionEvent,
  trainNeighbours,
} from '@aisle/trainer';
import { CliError } from '../cli-error.js';
import { counted } from '../counted.js';
import { INTERRUPTED, type Terminal } from '../terminal.js';
import { readCatalogue } from '../train/catalogue-items.js';
import { readSessions } from '../train/read-sessions.js';
import { showStep } from '../train/step-progress.js';
import { NO_EVENTS } from '../train/training-events.js';
import { type MeasuredRanker, metricsTable } from './metrics-table.js';
import { saidOfOthers } from './new-models.js';
import { saidOfPropensity } from './propensity-quality.js';

/** What `aisle evaluate` was told. */
export interface EvaluateOptions {
  readonly file: string;
  readonly k: number;
  readonly floors: readonly number[];
  readonly lengths: readonly number[];
  /** The share of sessions that is held back, when the file sets none apart. */
  readonly share: number;
  /** Where a plot of size against hit rate goes. */
  readonly svg?: string | undefined;
  /** Items, to measure what likeness foretells of new ones. */
  readonly catalogue?: string | undefined;
  readonly site?: string | undefined;
  /** What is predicted of shoppers, besides their next clicks. */
  readonly propensity: readonly PropensityTarget[];
}

/** A model of one floor and one length, measured. */
interface MeasuredModel extends MeasuredRanker {
  readonly floor: number;
  readonly length: number;
}

const measured = (ranker: Ranker, k: number, { training, tests }: NumberedSessions, stream: NodeJS.WriteStream) => {
  const progress = showStep(`test sessions, ${ranker.name}`, tests.length, stream);
  const beganMs = performance.now();
  const metrics = measureRanker(ranker, { training, tests, k, onSession: progress.onDone });
  progress.stop();
  return { metrics, micros: ((performance.now() - beganMs) * 1_000) / Math.max(metrics.predictions, 1) };
};

const plotOf = async (
  { file, k }: EvaluateOptions,
  models: readonly MeasuredModel[],
  others: readonly MeasuredRanker[],
): Promise<string> => {
  // Only who wants a plot pays for loading what draws it.
  const { sizePlot } = await import('./size-plot.js');
  const floors = [...new Set(models.map(({ floor }) => floor))];
  return sizePlot({
    title: `Size against hit rate: ${file.split(/[\\/]/).at(-1)}`,
    k,
    lines: floors.map((floor) => ({
      name: floor === 1 ? 'no floor' : `floor ${floor}`,
      points: models
        .filter((model) => model.floor === floor)
        .map(({ bytes, metrics, length }) => ({
          ...{ bytes: bytes?.table ?? 0, hitRate: metrics.hitRate, label: String(length) },
        })),
    })),
    levels: others.map(({ metrics: { name, hitRate } }) => ({ name, hitRate })),
  });
};

const measureModels = async (
  { k, floors, lengths }: EvaluateOptions,
  {
    training,
    numbered,
  }: { readonly training: readonly (readonly SessionEvent[])[]; readonly numbered: NumberedSessions },
  { stream, stop }: Terminal,
): Promise<readonly MeasuredModel[]> => {
  const models: MeasuredModel[] = [];
  for (const floor of floors)
    for (const length of lengths) {
      if (stop.aborted) return models;
      const artifact = trainNeighbours(training, { floor, length });
      const table = bytesOfTable(artifact);
      const ranker = createNeighbours(`neighbours, floor ${floor}, ${length} long`, artifact, numbered.itemIds);
      const bytes = { table, names: artifact.length - table };
      models.push({ ...measured(ranker, k, numbered, stream), bytes, floor, length });
      await pause();
    }
  return models;
};

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Whoever waits for minutes shall not hear then that a path was wrong. */
const checkPlot = async ({ svg }: EvaluateOptions): Promise<void> => {
  if (svg === undefined) return;
  await access(dirname(svg), constants.W_OK).catch((cause: unknown) => {
    throw new CliError(
      `--svg: ${svg} cannot be written: ${messageOf(cause)}\nFix: name a file in a folder that is there.`,
    );
  });
};

const writePlot = async (svg: string, text: string): Promise<void> =>
  writeFile(svg, text).catch((cause: unknown) => {
    throw new CliError(`--svg: ${svg} cannot be written: ${messageOf(cause)}`);
  });

const readParts = async ({ file, share, site }: EvaluateOptions, { stream, stop }: Terminal) => {
  const input = await readSessions({ path: file, site, stream, stop });
  const sessions = [...input.sessions];
  // Sequences have no times, and nothing but views.
  const isTimed = sessions.some((session) => session.some(({ atMs }) => atMs !== undefined));
  const parts = input.tests.length > 0 ? { training: sessions, tests: input.tests } : holdOut(sessions, share);
  const events = input.events || sessions.reduce((sum, { length }) => sum + length, 0);
  return { ...parts, isTimed, events };
};

const saidOfShoppers = async (
  { file, site, propensity }: EvaluateOptions,
  { isTimed, events }: { readonly isTimed: boolean; readonly events: number },
  terminal: Terminal,
): Promise<void> => {
  if (propensity.length > 0 && !isTimed) terminal.out(`Propensity is not measured: ${NO_EVENTS}`);
  else
    for (const target of propensity)
      for (const line of await saidOfPropensity({ path: file, site, target, events }, terminal)) terminal.out(line);
};

/**
 * Measures how well item neighbours foretell every next click of sessions held back, beside what every recommender is held
 * against; then the other models. Answers the exit code.
 */
export const evaluate = async (options: EvaluateOptions, terminal: Terminal): Promise<number> => {
  const { file, k, svg, catalogue } = options;
  const { out, stream, stop } = terminal;
  await checkPlot(options);
  const items = catalogue === undefined ? null : await readCatalogue(catalogue);
  const { training, tests, ...read } = await readParts(options, terminal);
  const numbered = numberSessions({ training, tests });
  const predictions = numbered.tests.reduce((sum, session) => sum + Math.max(session.length - 1, 0), 0);
  if (predictions === 0)
    throw new CliError(
      `${file} has too few sessions: nothing is left to foretell.\nFix: hand in more of them, of two clicks at least, or a larger --share.`,
    );
  out(
    `Learning from ${counted(training.length)} sessions, foretelling ${counted(predictions)} clicks of ${counted(tests.length)} others.`,
  );
  const others: MeasuredRanker[] = [];
  for (const create of baselines) {
    if (stop.aborted) return INTERRUPTED;
    others.push({ ...measured(create(numbered.training), k, numbered, stream), bytes: null });
    // Ctrl-C is heard only between two tasks.
    await pause();
  }
  const models = await measureModels(options, { training, numbered }, terminal);
  if (stop.aborted) return INTERRUPTED;
  out(metricsTable([...others, ...models], k));
  out('bias: clicks of what is shown by clicks of what is clicked next; above 1 prefers what is popular anyhow.');
  if (svg !== undefined) {
    await writePlot(svg, await plotOf(options, models, others));
    out(`Drawn to ${svg}.`);
  }
  for (const line of saidOfOthers({ training, tests, k, items })) out(line);
  await saidOfShoppers(options, read, terminal);
  return stop.aborted ? INTERRUPTED : 0;
};
