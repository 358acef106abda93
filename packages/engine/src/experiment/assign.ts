import { meets } from '../condition/matches.js';
import type { Context } from '../decide/decision.js';
import { own } from '../own.js';
import type { Profile } from '../profile/profile.js';
import type { PublishedExperiment } from '../publish/published.js';
import { chooseVariation } from './bucket.js';
import { hash } from './hash.js';
import { inNamespace } from './namespace.js';
import { queryStringOverride } from './query-string-override.js';

/** Why a shopper is in an arm, or in none; the first that applies. */
export type AssignmentReason =
  | 'no-experiment'
  | 'forced'
  | 'preview'
  | 'held-out'
  | 'not-targeted'
  | 'sticky'
  | 'no-visitor'
  | 'other-experiment'
  | 'not-covered'
  | 'assigned';

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

type Placed = readonly [place: number, reason: AssignmentReason];

// One question a line, in the order of precedence: it reads worse in parts.
// oxlint-disable-next-line complexity
const place = (experiment: PublishedExperiment, { id, facts, profile, context, isHeldOut }: Visitor): Placed => {
  const { variations, version, seed, hashVersion, ranges, namespace, when } = experiment;
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
  if (!visitorId) return [-1, 'no-visitor'];
  if (namespace && !inNamespace(visitorId, namespace)) return [-1, 'other-experiment'];
  const at = chooseVariation(hash(seed, visitorId, hashVersion) ?? -1, ranges);
  return [at, at < 0 ? 'not-covered' : 'assigned'];
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
export const experiments: Assign = (experiment, visitor) => {
  if (!experiment) return noExperiments(experiment, visitor);
  const { id, variations, levels, version } = experiment;
  const [at, reason] = place(experiment, visitor);
  return { experiment: id, variation: variations[at] ?? null, levels: levels[at] ?? {}, version, reason };
};
