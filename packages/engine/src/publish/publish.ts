import type { Playbook, Recommender, Segment, Slot, Stage } from '@aisle/schema';
import type { Accumulator } from '../history/history.js';
import { objectsIn, own } from '../own.js';
import { clausesBeforeExperiments, clausesOf, readCondition } from './publish-condition.js';
import { publishArms, publishExperiments, withoutArms } from './publish-experiments.js';
import { publishHistory } from './publish-history.js';
import { publishLimits, zonesIn } from './publish-limits.js';
import { publishTriggers } from './publish-triggers.js';
import type {
  Gate,
  PublishedCandidate,
  PublishedExperiment,
  PublishedPlaybook,
  PublishedSegment,
  PublishedSlot,
  PublishedStage,
} from './published.js';

/** Personas and descriptions are for the shop's people: whatever is published can be read by anyone. */
const publishSegment = (segment: Segment): PublishedSegment => {
  const { id } = segment;
  const title = own(segment, 'title') ?? id;
  const parent = own(segment, 'parent');
  const inParent = parent === undefined ? [] : clausesOf({ segments: { $in: [parent] } });
  return { id, title, when: [...inParent, ...clausesBeforeExperiments(own(segment, 'when'))] };
};

/** Back is a drop-off, but a new round after a purchase or after a long pause is a return. */
const stepBetween = (stages: readonly Stage[], from: Stage, to: Stage): string => {
  if (to.id === 'lapsed') return 'dropped';
  if (from.id === 'lapsed' || from.id === 'post-purchase') return 'returned';
  return stages.indexOf(to) > stages.indexOf(from) ? 'advanced' : 'dropped';
};

const publishStages = (stages: readonly Stage[]): readonly PublishedStage[] =>
  stages.map((stage) => ({
    id: stage.id,
    when: clausesBeforeExperiments(own(stage, 'when')),
    from: Object.fromEntries(
      stages.filter(({ id }) => id !== stage.id).map((other) => [other.id, stepBetween(stages, other, stage)]),
    ),
  }));

interface Placed {
  readonly playbook: Playbook;
  readonly slot: Slot;
  readonly experiments: readonly PublishedExperiment[];
  /** Takes in what a limit needs to know of the past. */
  readonly need: (accumulators: readonly Accumulator[]) => void;
}

const publishRecommend = (recommend: Slot['candidates'][number]['recommend']): PublishedCandidate['recommend'] =>
  recommend
    ? {
        recommender: recommend.recommender,
        limit: own(recommend, 'limit') ?? 8,
        atLeast: own(recommend, 'atLeast') ?? 1,
      }
    : null;

const publishCandidate = (
  candidate: Slot['candidates'][number],
  { playbook, slot, experiments, need }: Placed,
): PublishedCandidate => {
  const { clauses, unknown } = readCondition(own(candidate, 'when'));
  const [audience, arms] = withoutArms(clauses);
  const { gates, accumulators } = publishLimits(playbook, slot, candidate);
  need(accumulators);
  const isOff = (gate: Gate) => gate[0] === 'off-schedule';
  const title = own(candidate, 'title');
  return {
    id: candidate.id,
    ...(title !== undefined && { title }),
    content: own(candidate, 'content') ?? null,
    recommend: publishRecommend(own(candidate, 'recommend')),
    campaign: own(candidate, 'campaign') ?? null,
    gates: [
      ...gates.filter(isOff),
      [unknown === null ? 'no-match' : 'unknown-operator', audience],
      ...gates.filter((gate) => !isOff(gate)),
    ],
    ...publishArms(candidate, experiments, arms),
    priority: own(candidate, 'priority') ?? 0,
    weight: own(candidate, 'weight') ?? 0,
    weighted: Object.entries(own(candidate, 'weighted') ?? {}).map(
      ([fact, worth]) => [fact.split('.'), worth] as const,
    ),
  };
};

const budgetMsOf = (slot: Slot): number => {
  const swap = own(slot, 'swap') ?? 'within-budget';
  if (swap === 'within-budget') return own(slot, 'budgetMs') ?? 500;
  // What is known before the first paint was decided on the view before, so `next-view` may show it, too.
  return swap === 'offscreen-only' ? -1 : 0;
};

const publishSlot = (slot: Slot, about: Omit<Placed, 'slot'>): PublishedSlot => {
  const title = own(slot, 'title');
  return {
    id: slot.id,
    ...(title !== undefined && { title }),
    budgetMs: budgetMsOf(slot),
    candidates: objectsIn(own(slot, 'candidates'))
      .map((candidate) => publishCandidate(candidate, { ...about, slot }))
      .toSorted((a, b) => b.priority - a.priority),
  };
};

const isRemote = (recommender: Recommender): boolean => own(recommender, 'strategy') === 'remote';

const isPublished = (playbook: Playbook | PublishedPlaybook): playbook is PublishedPlaybook =>
  own(playbook as PublishedPlaybook, 'published') === 2;

/**
 * Makes a playbook ready for devices: for `createAisle({ playbook })` or a static file. Servers do it by themselves.
 *
 * Whatever can be worked out before a shopper comes is worked out here: conditions are parsed, limits become conditions
 * over accumulators, factors are multiplied out, candidates sorted. Idempotent and pure; never throws. It does not check:
 * `aisle check` does.
 */
export const publish = (playbook: Playbook | PublishedPlaybook): PublishedPlaybook => {
  if (isPublished(playbook)) return playbook;
  const currency = own(playbook, 'currency');
  const models = objectsIn(own(playbook, 'models'));
  const recommenders = objectsIn(own(playbook, 'recommenders'));
  const prefetch = own(playbook, 'prefetch');
  const needed = new Map<string, Accumulator>();
  const need = (accumulators: readonly Accumulator[]) => accumulators.forEach((one) => needed.set(one.key, one));
  const experiments = publishExperiments(playbook);
  need(publishHistory(playbook));
  const slots = objectsIn(own(playbook, 'slots')).map((slot) => publishSlot(slot, { playbook, experiments, need }));
  const triggers = publishTriggers(playbook, experiments);
  triggers.forEach(({ accumulators }) => need(accumulators));
  return {
    v: playbook.v,
    version: playbook.version,
    ...(currency !== undefined && { currency }),
    recommenders,
    catalogue: objectsIn(own(playbook, 'catalogue')),
    ...((models[0] ?? prefetch ?? recommenders.find(isRemote)) && { models }),
    ...(prefetch && { prefetch }),
    published: 2,
    accumulators: [...needed.values()],
    segments: objectsIn(own(playbook, 'segments')).map(publishSegment),
    stages: publishStages(objectsIn(own(own(playbook, 'journey'), 'stages'))),
    experiments,
    slots: [...slots, ...triggers.map(({ slot }) => slot)],
    ...(triggers.length > 0 && { triggers: triggers.map(({ trigger }) => trigger) }),
    zones: zonesIn(playbook),
  };
};
