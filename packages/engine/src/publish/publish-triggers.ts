import type { EventPattern, Moment, Playbook, Trigger } from '@aisle/schema';
import type { Accumulator } from '../history/history.js';
import { objectsIn, own } from '../own.js';
import { readCondition } from './publish-condition.js';
import { publishArms, withoutArms } from './publish-experiments.js';
import { accumulatorOf, ruleOf } from './publish-history.js';
import { type Limiting, limitsOf } from './publish-limits.js';
import type { PublishedExperiment, PublishedMoment, PublishedSlot, PublishedTrigger } from './published.js';

/** So long without an event ends a session. */
const SESSION_MINUTES = 30;

/** A trigger in a device's form: its moment and action, the slot that is asked then, and what both look at in the past. */
interface PublishedParts {
  readonly trigger: PublishedTrigger;
  readonly slot: PublishedSlot;
  readonly accumulators: readonly Accumulator[];
}

/** Entering a segment is an event, too. */
const patternOf = (on: Moment): EventPattern | null => {
  if (on.moment === 'event') return on;
  if (on.moment !== 'segment') return null;
  return { event: 'x_segment', where: { segment: on.segment, change: own(on, 'change') ?? 'entered' } };
};

/** What an event has to be is asked of it as it is remembered: a device keeps only when the last one was. */
const publishMoment = (
  id: string,
  on: Moment,
): { readonly on: PublishedMoment; readonly accumulators: readonly Accumulator[] } => {
  const pattern = patternOf(on);
  if (on.moment === 'return')
    return { on: { ...on, minutes: own(on, 'minutes') ?? SESSION_MINUTES }, accumulators: [] };
  if (!pattern) return { on: on as PublishedMoment, accumulators: [] };
  const last = accumulatorOf({ id: `moment ${id}`, fn: 'last', rules: [ruleOf(pattern)] });
  return { on: { moment: on.moment as 'event' | 'segment', key: last.key }, accumulators: [last] };
};

/** Schedule, condition, caps and arms are a candidate's, so they are asked, and explained, as a candidate's are. */
const slotOf = (trigger: Trigger, experiments: readonly PublishedExperiment[], { gates }: Limiting): PublishedSlot => {
  const { id } = trigger;
  const title = own(trigger, 'title');
  const { clauses, unknown } = readCondition(own(trigger, 'when'));
  const [audience, arms] = withoutArms(clauses);
  const [schedule, caps] = [
    gates.filter(([why]) => why === 'off-schedule'),
    gates.filter(([why]) => why !== 'off-schedule'),
  ];
  return {
    id: `trigger/${id}`,
    ...(title !== undefined && { title }),
    budgetMs: 0,
    candidates: [
      {
        id,
        content: null,
        recommend: null,
        campaign: null,
        gates: [...schedule, [unknown === null ? 'no-match' : 'unknown-operator', audience], ...caps],
        ...publishArms({ id }, experiments, arms),
        priority: 0,
        weight: 0,
        weighted: [],
      },
    ],
  };
};

const publishTrigger = (trigger: Trigger, experiments: readonly PublishedExperiment[]): PublishedParts => {
  const { id } = trigger;
  const { on, accumulators } = publishMoment(id, own(trigger, 'on') ?? ({} as Moment));
  // Firing is an event, so that caps, history and reports see it.
  const limiting = limitsOf(`trigger/${id}`, { event: 'x_trigger', where: { trigger: id } }, trigger);
  return {
    trigger: { id, on, do: own(trigger, 'do') ?? {} },
    slot: slotOf(trigger, experiments, limiting),
    accumulators: [...accumulators, ...limiting.accumulators],
  };
};

/** Makes triggers ready for a device. */
export const publishTriggers = (
  playbook: Playbook,
  experiments: readonly PublishedExperiment[],
): readonly PublishedParts[] =>
  objectsIn(own(playbook, 'triggers')).map((trigger) => publishTrigger(trigger, experiments));
