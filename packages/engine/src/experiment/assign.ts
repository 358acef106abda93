import { meets } from '../condition/matches.js';
import type { Context } from '../decide/decision.js';
import { own } from '../own.js';
import type { Profile } from '../profile/profile.js';
import type { PublishedExperiment } from '../publish/published.js';
import type { AssignmentReason } from './assignment-reason.js';
import { type Chance, type Placed, chanceOf } from './chance.js';
import { queryStringOverride } from './query-string-override.js';

/** An arm of an experiment, or none, and why. Nothing is counted by it. */
export interface Assignment {
  readonly experiment: string;
  readonly variation: string | null;
  /** Of a multivariate test: the level of each factor. */
  readonly levels: Readonly<Record<string, string>>;
  readonly version: number;
  readonly reason: AssignmentReason;
}

/** Whom to assign to what. */
export interface Visitor {
  readonly id: string;
  readonly facts: object;
  readonly profile: Profile;
  readonly context: Context;
  readonly isHeldOut: boolean;
}

// One question a line, in the order of precedence: it reads worse in parts.
// oxlint-disable-next-line complexity
const place = (experiment: PublishedExperiment, visitor: Visitor, chance: Chance | undefined): Placed => {
  const { id, facts, profile, context, isHeldOut } = visitor;
  const { variations, version, when } = experiment;
  const visitorId = own(context, 'visitorId');
  const forced = variations.indexOf(own(own(context, 'forced'), id) ?? '');
  if (forced >= 0) return [forced, 'forced'];
  const preview = queryStringOverride(id, own(context, 'url') ?? '', variations.length);
  if (preview !== null) return [preview, 'preview'];
  if (isHeldOut) return [-1, 'held-out'];
  // Asked before anything sticks: who is no longer meant is no longer in.
  if (!meets(when, facts)) return [-1, 'not-targeted'];
  const seen = own(profile.assigned, id);
  // What an earlier page worked out stands in for the id, and only for as long as that is not at hand.
  const early = visitorId ? undefined : own(own(context, 'assigned'), `${id}@${version}`);
  const sticky = variations.indexOf((seen?.[1] === version ? seen[0] : early) ?? '');
  if (sticky >= 0) return [sticky, 'sticky'];
  return visitorId && chance ? chance(experiment, visitorId) : [-1, 'no-visitor'];
};

export type Assign = (experiment: PublishedExperiment | undefined, visitor: Visitor) => Assignment;

/** Puts nobody into any arm: for a page without the capability. */
export const noExperiments = (_experiment: unknown, { id }: { readonly id: string }): Assignment => ({
  experiment: id,
  variation: null,
  levels: {},
  version: 0,
  reason: 'no-experiment',
});

/**
 * Puts a shopper into an arm. Pure: the same arguments give the same arm, and nothing is remembered or counted.
 *
 * Precedence: forced by code, previewed by address, held out of everything, not (or no longer) targeted, an arm that was
 * seen before, the namespace, coverage and weights.
 */
export const experiments: Assign = (experiment, visitor) => assignBy(chanceOf)(experiment, visitor);

/** The same, for a page to which chance comes later: until then, who has no arm yet gets none. */
export const assignBy =
  (chance: Chance | undefined): Assign =>
  (experiment, visitor) => {
    if (!experiment) return noExperiments(experiment, visitor);
    const { id, variations, levels, version } = experiment;
    const [at, reason] = place(experiment, visitor, chance);
    return { experiment: id, variation: variations[at] ?? null, levels: levels[at] ?? {}, version, reason };
  };
