import type { PublishedExperiment, PublishedPlaybook } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { counted, percent } from '../counted.js';
import type { Finding } from './finding.js';
import { shoppersPerArm } from './power.js';

/** Who comes, and how many of them buy. */
export interface Traffic {
  readonly visitorsPerDay: number;
  readonly conversion: number;
  /** The relative lift that a test is to see. */
  readonly lift: number;
  /** Share of visitors whom an experiment's condition means, by experiment, where it was seen. */
  readonly targeted: ReadonlyMap<string, number>;
}

/** What an experiment needs. */
export interface ExperimentPower {
  readonly id: string;
  readonly field: string;
  readonly arms: number;
  /** Share of all visitors in its smallest arm. */
  readonly smallestShare: number;
  readonly perArm: number;
  readonly days: number;
}

/** Longer, and seasons, prices and deleted storage blur what is measured. */
const MOST_DAYS = 60;

const smallestOf = ({ ranges, namespace }: PublishedExperiment): readonly [arms: number, share: number] => {
  // An arm that gets nobody is switched off: nothing is held against it.
  const widths = ranges.map(([from, to]) => to - from).filter((width) => width > 0);
  const [, from, to] = namespace ?? ['', 0, 1];
  return [widths.length, widths.length > 0 ? Math.min(...widths) * (to - from) : 0];
};

/** Says how long each running experiment takes with the traffic there is. */
export const experimentPowers = (
  playbook: Playbook,
  { experiments }: PublishedPlaybook,
  traffic: Traffic,
): readonly ExperimentPower[] => {
  const { visitorsPerDay, targeted, ...rest } = traffic;
  return (playbook.experiments ?? []).flatMap(({ id, stopped }, index) => {
    const experiment = experiments.find((one) => one.id === id);
    if (!experiment || stopped) return [];
    const [arms, share] = smallestOf(experiment);
    const smallestShare = share * (1 - (playbook.holdout?.share ?? 0)) * (targeted.get(id) ?? 1);
    const perArm = shoppersPerArm({ ...rest, comparisons: Math.max(1, arms - 1) });
    const days = perArm / (visitorsPerDay * smallestShare);
    return [{ id, field: `experiments[${index}]`, arms, smallestShare, perArm, days }];
  });
};

const powerFault = (
  power: ExperimentPower,
  { lift, conversion, visitorsPerDay }: Traffic,
): Omit<Finding, 'field'> | null => {
  const { id, arms, smallestShare, perArm, days } = power;
  if (arms < 2 || smallestShare === 0) {
    const message = `${id} cannot find out anything: ${smallestShare === 0 ? 'nobody takes part' : 'all are in one arm'}`;
    return { message, fix: 'look at coverage, weights, namespace and condition; or set "stopped": true' };
  }
  if (days <= MOST_DAYS) return null;
  return {
    message:
      `${id} would need ${Number.isFinite(days) ? `${counted(Math.ceil(days))} days` : 'for ever'} to see a lift of ${percent(lift)}: ` +
      `${Number.isFinite(perArm) ? counted(perArm) : 'endless'} shoppers an arm, and ${counted(visitorsPerDay * smallestShare)} a day come to the smallest one (conversion ${percent(conversion)})`,
    fix: `raise its coverage, take fewer arms, make the smallest larger, or look for a larger lift with --lift; under ${MOST_DAYS} days is sound`,
  };
};

/** Warns of experiments that will not find out what they are for in a reasonable time. */
export const powerless = (powers: readonly ExperimentPower[], traffic: Traffic): readonly Finding[] =>
  powers.flatMap((power) => {
    const fault = powerFault(power, traffic);
    return fault ? [{ field: power.field, ...fault }] : [];
  });
