import type { PublishedPlaybook } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { CliError } from '../cli-error.js';
import type { Terminal } from '../terminal.js';
import { experimentPowers, powerless, type Traffic } from './experiment-power.js';
import { counted, percent } from '../counted.js';
import type { Finding } from './finding.js';
import { readEvents, type RecordedTraffic } from './read-events.js';
import { type Replayed, replayVisitors } from './replay-visitors.js';
import { candidateWarnings, segmentWarnings } from './segment-sizes.js';
import { powerTable, segmentTable } from './traffic-tables.js';
import { untoldIn } from './untold.js';
import { showVisitors } from './visitor-progress.js';

/** What `aisle check` was told of a shop's traffic. */
export interface TrafficOptions {
  /** A file of events. */
  readonly events?: string | undefined;
  readonly visitorsPerDay?: number | undefined;
  readonly conversion?: number | undefined;
  readonly lift: number;
}

/** What the traffic says of a playbook: lines to read, and what to warn of. */
export interface TrafficReport {
  readonly lines: readonly string[];
  readonly warnings: readonly Finding[];
}

const dayMs = 86_400_000;

/** At least one day: an hour's visitors, times 24, are nobody's day. */
const daysIn = ({ firstAtMs, lastAtMs }: RecordedTraffic): number => Math.max(1, (lastAtMs - firstAtMs) / dayMs);

const replayed = async (
  playbook: Playbook,
  recorded: RecordedTraffic,
  { stream, stop }: Terminal,
): Promise<Replayed> => {
  const progress = showVisitors(recorded.visitors.length, stream);
  try {
    const found = await replayVisitors(playbook, recorded, { onVisitor: progress.onVisitor, stop });
    if (stop.aborted) throw new CliError('Stopped before the events were through: nothing can be said of them.');
    return found;
  } finally {
    progress.stop();
  }
};

const headLines = (file: string, recorded: RecordedTraffic, { visitors, buyers }: Replayed): readonly string[] => {
  const left = Object.entries(recorded.leftOut).map(([reason, count]) => `${counted(count)} ${reason}`);
  return [
    `${file}: ${counted(recorded.events)} events of ${counted(visitors)} visitors in ${counted(daysIn(recorded))} days; ${percent(buyers / visitors)} of them bought.`,
    ...(left.length > 0 ? [`Left out: ${left.join(', ')}.`] : []),
  ];
};

const powerReport = (playbook: Playbook, published: PublishedPlaybook, traffic: Traffic): TrafficReport => {
  const powers = experimentPowers(playbook, published, traffic);
  return { lines: powers.length > 0 ? [powerTable(powers, traffic)] : [], warnings: powerless(powers, traffic) };
};

const fromEvents = async (
  file: string,
  [playbook, published]: readonly [Playbook, PublishedPlaybook],
  [options, terminal]: readonly [TrafficOptions, Terminal],
): Promise<TrafficReport> => {
  const recorded = await readEvents(file);
  const found = await replayed(playbook, recorded, terminal);
  const { visitors, buyers, targeted } = found;
  const power = powerReport(playbook, published, {
    visitorsPerDay: options.visitorsPerDay ?? visitors / daysIn(recorded),
    conversion: options.conversion ?? buyers / visitors,
    lift: options.lift,
    targeted: new Map([...targeted].map(([id, count]) => [id, count / visitors])),
  });
  const untold = untoldIn(playbook);
  const unjudged = [...untold.segments, ...untold.candidates];
  return {
    lines: [
      ...headLines(file, recorded, found),
      ...(playbook.segments?.length ? [segmentTable(playbook.segments, found)] : []),
      ...(unjudged.length > 0 ? [`Not judged, because they ask for what no event tells: ${unjudged.join(', ')}.`] : []),
      ...power.lines,
    ],
    warnings: [
      ...segmentWarnings(playbook, found, untold),
      ...candidateWarnings(playbook, found, untold),
      ...power.warnings,
    ],
  };
};

/** Holds a playbook against the traffic of its shop, as a file of events or two numbers say it; says nothing without either. */
export const checkTraffic = async (
  playbooks: readonly [Playbook, PublishedPlaybook],
  options: TrafficOptions,
  terminal: Terminal,
): Promise<TrafficReport> => {
  const { events, visitorsPerDay, conversion, lift } = options;
  if (events !== undefined) return fromEvents(events, playbooks, [options, terminal]);
  if (visitorsPerDay === undefined && conversion === undefined) return { lines: [], warnings: [] };
  if (visitorsPerDay === undefined || conversion === undefined) {
    throw new CliError('Give both --visitors-per-day and --conversion, or a file of --events that says them.');
  }
  return powerReport(...playbooks, { visitorsPerDay, conversion, lift, targeted: new Map() });
};
