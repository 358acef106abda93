import { setImmediate as pause } from 'node:timers/promises';
import { type PropensityTarget, TrainerError } from '@aisle/trainer';
import { CliError } from '../cli-error.js';
import { counted } from '../counted.js';
import { INTERRUPTED, type Terminal } from '../terminal.js';
import { readCatalogue } from './catalogue-items.js';
import { openModelFolder, type WrittenModel } from './model-folder.js';
import { saidOf } from './model-summary.js';
import { readSessions } from './read-sessions.js';
import type { SessionInput } from './session-input.js';
import { showStep, type StepProgress } from './step-progress.js';
import { type SetOptions, type SetStep, stepsOf } from './train-set.js';
import { openTrainingWork, trainingKey, type TrainingWork } from './training-work.js';

/** What `aisle train` was told. */
export interface TrainOptions extends SetOptions {
  readonly file: string;
  /** The folder to write to. */
  readonly out: string;
  /** Where a page finds that folder, relative to the playbook. */
  readonly base?: string | undefined;
  readonly catalogue?: string | undefined;
  readonly propensity: readonly PropensityTarget[];
  readonly site?: string | undefined;
}

const reasonsOf = (leftOut: Readonly<Record<string, number>>): string =>
  Object.entries(leftOut)
    .map(([reason, count]) => `${counted(count)} ${reason}`)
    .join(', ');

/** Says what was read; how many sessions it was. */
const sayInput = ({ sessions, leftOut }: SessionInput, file: string, { out }: Terminal): number => {
  const items = new Set<string>();
  let [count, events] = [0, 0];
  for (const session of sessions) {
    count += 1;
    events += session.length;
    for (const { itemId } of session) items.add(itemId);
  }
  const reasons = reasonsOf(leftOut);
  if (count === 0) throw new CliError(`${file} has nothing to learn from${reasons && `: ${reasons}`}.`);
  out(`Learning from ${counted(events)} events with ${counted(items.size)} items in ${counted(count)} sessions.`);
  if (reasons) out(`Left out: ${reasons}.`);
  return count;
};

/**
 * Trains one model, or takes the one that an interrupted run has finished. Null when nothing is about it, a text when it cannot be
 * learned.
 */
const take = async (
  { name, what, train }: SetStep,
  { folder, work, terminal }: { folder: ReturnType<typeof openModelFolder>; work: TrainingWork; terminal: Terminal },
): Promise<WrittenModel | string | null> => {
  const kept = work.isDone(name) ? await folder.kept(name) : null;
  if (kept) return kept;
  let progress: StepProgress | undefined;
  try {
    const model = await train((done, all) => {
      progress ??= showStep(what, all, terminal.stream);
      progress.onDone(done);
    });
    if (model === null) return null;
    const written = await folder.write(name, model);
    await work.note(name);
    return written;
  } catch (cause) {
    if (cause instanceof TrainerError) return cause.message;
    throw cause;
  } finally {
    progress?.stop();
  }
};

/** Learns a set of models from a file of events, and writes each with its manifest. Answers the exit code. */
export const train = async (options: TrainOptions, terminal: Terminal): Promise<number> => {
  const { file, out, site, catalogue } = options;
  const { stream, stop, out: say, error } = terminal;
  const items = catalogue === undefined ? [] : await readCatalogue(catalogue);
  const key = await trainingKey([file, ...(catalogue === undefined ? [] : [catalogue])], options);
  const work = await openTrainingWork(out, key);
  const folder = openModelFolder(out, options.base);
  const interrupted = (): number => {
    say('Interrupted. The same command goes on from here.');
    return INTERRUPTED;
  };
  const input = await readSessions({ path: file, site, stream, stop, work });
  if (stop.aborted) return interrupted();
  const count = sayInput(input, file, terminal);
  const written: WrittenModel[] = [];
  let isAllThere = true;
  for (const step of stepsOf({ path: file, site, input, items, count }, options)) {
    const model = await take(step, { folder, work, terminal });
    if (typeof model === 'string') {
      error(`${step.name} is not written: ${model}`);
      isAllThere = false;
    } else if (model === null)
      say(`${step.name}: not written, no two items were bought together in ${counted(options.floor)} sessions.`);
    else {
      say(`${step.name}: ${saidOf(model.manifest)}`);
      written.push(model);
    }
    // Ctrl-C is heard only between two tasks.
    await pause();
    if (stop.aborted) return interrupted();
  }
  const list = await folder.writeList(written);
  await work.finish();
  say(`Written to ${out}; ${list} is what a playbook takes in as \`models\`.`);
  return isAllThere ? 0 : 1;
};
