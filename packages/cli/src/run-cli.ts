import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { check, type CheckOptions } from './check/check-command.js';
import { CliError } from './cli-error.js';
import { demo } from './demo/demo-command.js';
import { serve, type ServeOptions } from './serve/serve-command.js';
import type { Terminal } from './terminal.js';

type Run = () => Promise<number>;
type TrainOptions = import('./train/train-command.js').TrainOptions;
type TrainFlags = Omit<TrainOptions, 'file' | 'shards'> & { readonly shards?: number | true };
type EvaluateOptions = import('./evaluate/evaluate-command.js').EvaluateOptions;
type ReplayFlags = Omit<import('./replay/replay-command.js').ReplayOptions, 'file'>;

const wholeFrom =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

const positive = (text: string): number => {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It must be a number above 0.');
};

const shareOfOne = (text: string): number => {
  const number = positive(text);
  if (number < 1) return number;
  throw new InvalidArgumentError('It must be a number between 0 and 1; 3 % is 0.03.');
};

const siteKey = (text: string): string => {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be lower-case letters, digits and hyphens.');
};

const port = wholeFrom(1, 65_535);
const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const addServe = (program: Command, choose: (run: Run) => void, terminal: Terminal): void =>
  void program
    .command('serve')
    .description('take events in, hand out playbooks, show the report')
    .option('--site <key=playbook.json>', 'a shop and its playbook; once for each shop', collect, [])
    .option('--origin <origin>', 'a page that may send, https://shop.example; once for each', collect, [])
    .option('--models <key=folder>', 'a shop and the models that aisle train wrote; once for each shop', collect, [])
    .option('--db <path>', 'the database', 'aisle.db')
    .option('--port <number>', 'where to listen', port, 4280)
    .option('--host <address>', 'on which address to listen', '127.0.0.1')
    .action((options: ServeOptions) => choose(() => serve(options, terminal)));

const addDemo = (program: Command, choose: (run: Run) => void, terminal: Terminal): void =>
  void program
    .command('demo')
    .description('run the demo shop')
    .option('--port <number>', 'where to listen; the next free one when it is taken', port, 4280)
    .action((options: { readonly port: number }) => choose(() => demo(options, terminal)));

const addCheck = (program: Command, choose: (run: Run) => void, terminal: Terminal): void =>
  void program
    .command('check')
    .description('name every problem of a playbook, with its path and the fix')
    .argument('<playbook>', 'a JSON file')
    .option('--out <path>', 'write the published form, for a static file')
    .option('--strict', 'end with 1 when there is a warning, too', false)
    .option('--events <file>', 'hold it against recorded events: one JSON object a line, plain or gzipped')
    .option('--visitors-per-day <number>', 'visitors a day, for the length of experiments', positive)
    .option('--conversion <share>', 'share of visitors who buy, 0.03', shareOfOne)
    .option('--lift <share>', 'how much more of them an experiment shall be able to see, relative', positive, 0.05)
    .action((file: string, options: Omit<CheckOptions, 'file'>) => choose(() => check({ ...options, file }, terminal)));

const namesOf = (text: string): 'ids' | 'hashes' => {
  if (text === 'ids' || text === 'hashes') return text;
  throw new InvalidArgumentError('It must be ids or hashes.');
};

/** Reads `1,2,3`. */
const wholeNumbers =
  (most: number) =>
  (text: string): readonly number[] =>
    text.split(',').map(wholeFrom(1, most));

const TARGETS = ['buy', 'churn', 'category'] as const;
type Target = (typeof TARGETS)[number];

const targets = (text: string): readonly Target[] => {
  const named = text.split(',').map((name) => TARGETS.find((target) => target === name.trim()));
  if (named.every((target) => target !== undefined)) return [...new Set(named)];
  throw new InvalidArgumentError(`It must be some of ${TARGETS.join(', ')}, separated by commas.`);
};

const targetsOrNone = (text: string): readonly Target[] => (text === 'none' ? [] : targets(text));

const shardCount = (text: string): number => wholeFrom(1, 1_000_000)(text);

const baseOf = (text: string): string => (text === '' || text.endsWith('/') ? text : `${text}/`);

const addTrain = (program: Command, choose: (run: Run) => void, terminal: Terminal): void =>
  void program
    .command('train')
    .description('learn from events what shoppers want next, and write it as files for the page')
    .argument('<events file>', "events, one JSON object a line, plain or gzipped; the server's database; a recording")
    .option('--out <folder>', 'where the models and their manifests go', '.aisle/models')
    .option(
      '--base <address>',
      "where a page finds that folder, relative to the playbook (default: the folder's name)",
      baseOf,
    )
    .option('--catalogue <file>', 'items in GA4 words, or a playbook: for what is alike, and for categories')
    .option(
      '--shards [number]',
      'spread items over files, for a large catalogue; by itself: as many as fit',
      shardCount,
    )
    .option('--propensity <targets>', 'also predict: buy, churn, category', targets, [])
    .option('--floor <number>', 'leave out pairs of fewer distinct sessions', wholeFrom(1, 1e6), 2)
    .option('--length <number>', 'the most neighbours of an item', wholeFrom(1, 60), 25)
    .option('--names <kind>', 'ids, or hashes for a page that has the catalogue', namesOf, 'ids')
    .option('--site <key>', 'whose events, when the database has several', siteKey)
    .action((file: string, { shards, ...options }: TrainFlags) =>
      choose(async () => {
        if (shards !== undefined && options.names === 'hashes')
          throw new CliError('--shards has ids: a shard names its items by itself. Leave --names out.');
        const command = await import('./train/train-command.js');
        return command.train({ ...options, file, shards: shards === true ? 'auto' : shards }, terminal);
      }),
    );

const addEvaluate = (program: Command, choose: (run: Run) => void, terminal: Terminal): void =>
  void program
    .command('evaluate')
    .description('measure how well next clicks are foretold, beside what recommenders are held against')
    .argument('<file>', 'as for train, or sequences: T or E, a tab, ids')
    .option('--k <number>', 'how many items are shown', wholeFrom(1, 1000), 20)
    .option('--floors <numbers>', 'privacy floors', wholeNumbers(1e6), [2, 1])
    .option('--lengths <numbers>', 'neighbours of an item', wholeNumbers(60), [5, 10, 25])
    .option('--share <share>', 'of the sessions, the last, to foretell', shareOfOne, 0.1)
    .option('--catalogue <file>', 'items, to foretell clicks on those that nobody has clicked before')
    .option('--propensity <targets>', 'also predict: buy, churn, category; or none', targetsOrNone, ['buy'])
    .option('--svg <path>', 'draw size against hit rate')
    .option('--site <key>', 'whose events, when the database has several', siteKey)
    .action((file: string, options: Omit<EvaluateOptions, 'file'>) =>
      choose(async () => {
        const command = await import('./evaluate/evaluate-command.js');
        return command.evaluate({ ...options, file }, terminal);
      }),
    );

const addReplay = (program: Command, choose: (run: Run) => void, terminal: Terminal): void =>
  void program
    .command('replay')
    .description('play recorded shopper sessions through the real SDK in a real browser, and count what arrives')
    .argument('<events file>', 'a TSV of SessionId ItemId Time Type CatId UserId, plain or gzipped')
    .option('--sessions <number>', 'only the first so many sessions of the file', wholeFrom(1, 1e9))
    .option('--db <path>', 'the database (default: .aisle/replay.db)')
    .option('--site <key>', 'the site the events are recorded for', siteKey, 'replay')
    .option('--concurrency <number>', 'how many browsers play at once', wholeFrom(1, 16), 2)
    .option('--url <address>', 'a server that runs already; name its --db to have that counted, too')
    .option('--port <number>', 'with --url: where the page lies that its --origin must allow', wholeFrom(0, 65_535), 0)
    .option('--headful', 'show the browsers', false)
    .action((file: string, options: ReplayFlags) =>
      choose(async () => {
        // Only a replay pays for loading what drives a browser.
        const { replay } = await import('./replay/replay-command.js');
        return replay({ ...options, file }, terminal);
      }),
    );

/** Reads the words after `aisle`; what they ask for, or the code to end with when that is all said. */
const chosenBy = async (words: readonly string[], terminal: Terminal): Promise<Run | number> => {
  let chosen: Run | undefined;
  const choose = (run: Run): void => void (chosen = run);
  const program = new Command('aisle')
    .description("Personalization that happens in the shopper's browser.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    });
  for (const add of [addDemo, addServe, addCheck, addReplay, addTrain, addEvaluate]) add(program, choose, terminal);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode;
    throw cause;
  }
  return chosen ?? 1;
};

/** Faults that their reader can put right bear a code of ours, and a fix. */
const faultOf = (cause: unknown): string | null => {
  if (cause instanceof CliError) return cause.message;
  if (!(cause instanceof Error) || cause.name !== 'ServerError') return null;
  const fix: unknown = Reflect.get(cause, 'fix');
  return typeof fix === 'string' && !cause.message.includes(fix) ? `${cause.message}\nFix: ${fix}` : cause.message;
};

/** Runs one command and answers the code to end with. Rejects only for a fault of our own. */
export const runCli = async (words: readonly string[], terminal: Terminal): Promise<number> => {
  try {
    const chosen = await chosenBy(words, terminal);
    return typeof chosen === 'number' ? chosen : await chosen();
  } catch (cause) {
    const fault = faultOf(cause);
    if (fault === null) throw cause;
    terminal.error(fault);
    return 1;
  }
};
