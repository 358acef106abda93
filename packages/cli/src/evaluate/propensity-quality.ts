import {
  type PropensityMetrics,
  type PropensityTarget,
  TrainerError,
  trainPropensity,
  type TrainedPropensity,
} from '@aisle/trainer';
import { Table } from 'console-table-printer';
import { counted } from '../counted.js';
import type { Terminal } from '../terminal.js';
import { showStep } from '../train/step-progress.js';
import { eventsOf, type EventSource } from '../train/training-events.js';

/** What is predicted, from which events. */
export interface PropensityToMeasure extends EventSource {
  readonly target: PropensityTarget;
  /** How many there are: what progress is told by. */
  readonly events: number;
}

const NAMES = { logistic: 'logistic regression', trees: 'boosted trees' } as const;
const MEANINGS: Readonly<Record<PropensityTarget, string>> = {
  buy: 'Buys in this session',
  churn: 'Does not come again within 30 days',
  category: 'Buys from a category in this session',
};

const fixed = (value: number | null): string => value?.toFixed(4) ?? '-';

const meanSaid = ({ curve, examples }: PropensityMetrics): number =>
  curve.reduce((sum, [said, , count]) => sum + said * count, 0) / examples;

const tableOf = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  const table = new Table({
    columns: columns.map((name, at) => ({ name, alignment: at === 0 ? 'left' : 'right' })),
    shouldDisableColors: true,
  });
  for (const row of rows) table.addRow(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ''])));
  return table.render();
};

const qualityOf = (kinds: readonly TrainedPropensity[], { baseBrier, positives, examples }: PropensityMetrics) => {
  const cameTrue = fixed(positives / examples);
  const { trainedOn } = kinds[0]?.model ?? {};
  const base = trainedOn ? fixed(trainedOn.positives / trainedOn.examples) : '-';
  return tableOf(
    ['', 'AUC', 'Brier', 'said', 'came true', 'bytes'],
    [
      ['one share for everybody', fixed(0.5), fixed(baseBrier), base, cameTrue],
      ...kinds.map(({ model, json, metrics }) => [
        ...[NAMES[model.kind], fixed(metrics.auc), fixed(metrics.brier), fixed(meanSaid(metrics)), cameTrue],
        counted(json.length),
      ]),
    ],
  );
};

const calibrationOf = (kinds: readonly TrainedPropensity[]): string =>
  tableOf(
    ['tenth', ...kinds.flatMap(({ model: { kind } }) => [`${kind}: said`, `${kind}: came true`]), 'moments'],
    (kinds[0]?.metrics.curve ?? []).map(([, , count], tenth) => [
      `${tenth + 1}`,
      ...kinds.flatMap(({ metrics: { curve } }) => [
        fixed(curve[tenth]?.[0] ?? null),
        fixed(curve[tenth]?.[1] ?? null),
      ]),
      counted(count),
    ]),
  );

const trainAll = async ({ target, events, ...source }: PropensityToMeasure, { stream, stop }: Terminal) => {
  const kinds: TrainedPropensity[] = [];
  for (const kind of ['logistic', 'trees'] as const) {
    if (stop.aborted) break;
    const progress = showStep(`events, ${target}, ${NAMES[kind]}`, events, stream);
    try {
      kinds.push(await trainPropensity(await eventsOf(source), { target, kind, onProgress: progress.onDone }));
    } finally {
      progress.stop();
    }
  }
  return kinds;
};

/** Says how well something is predicted on the last days, held back: AUC, Brier score and calibration of either kind of model. */
export const saidOfPropensity = async (asked: PropensityToMeasure, terminal: Terminal): Promise<readonly string[]> => {
  try {
    const kinds = await trainAll(asked, terminal);
    const metrics = kinds[0]?.metrics;
    const learned = kinds[0]?.model.trainedOn?.examples ?? 0;
    if (!metrics) return [];
    if (metrics.examples === 0) return [`${MEANINGS[asked.target]}: no session began in the last days, held back.`];
    return [
      `${MEANINGS[asked.target]}: ${counted(learned)} moments learned from, ${counted(metrics.examples)} of the last days held back.`,
      qualityOf(kinds, metrics),
      'Calibration, by tenths of the moments as they were predicted, the likeliest last:',
      calibrationOf(kinds),
    ];
  } catch (cause) {
    if (cause instanceof TrainerError) return [`Propensity is not measured. ${cause.message}.`];
    throw cause;
  }
};
