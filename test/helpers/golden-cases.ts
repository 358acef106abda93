import type { Assignment, Context, Decision, Engine, Profile, PublishedPlaybook } from '@aisle/engine';
import type { AisleEvent, Params, Playbook, Purpose } from '@aisle/schema';

/** What a case says of an event; the rest is filled in. Without a time it is noon of 2026-03-02 (UTC, a Monday). */
export interface GoldenEvent {
  readonly name: string;
  readonly at?: string;
  readonly sessionId?: string;
  readonly params?: Params;
  readonly purposes?: readonly Purpose[];
  /** So many of them at once. */
  readonly times?: number;
}

/** What is asked after the events; each part is compared as far as it is stated. */
export interface GoldenAnswers {
  readonly profile?: Readonly<Record<string, unknown>>;
  /** By dotted name; null is a fact that is not there. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly segments?: readonly string[];
  readonly stage?: string | null;
  /** By slot. `trace` is said as `candidate: outcome`, an item as its id, strategy and reason. */
  readonly decisions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By experiment: the arm, or null, and why; then the levels of a multivariate test. */
  readonly variations?: Readonly<Record<string, readonly unknown[]>>;
}

export interface GoldenCase {
  readonly name: string;
  /** Default: the first of the file. */
  readonly playbook?: string;
  readonly events?: readonly GoldenEvent[];
  /** Default: the file's. */
  readonly now?: string;
  /** Default page: `/`. */
  readonly context?: Omit<Partial<Context>, 'nowMs'>;
  readonly expected: GoldenAnswers;
}

/** A file of `test/cases`. */
export interface GoldenFile {
  readonly version: 1;
  readonly now: string;
  readonly playbooks: Readonly<Record<string, Playbook>>;
  readonly cases: readonly GoldenCase[];
}

export interface GoldenResult {
  readonly name: string;
  readonly got: GoldenAnswers;
  readonly expected: GoldenAnswers;
}

/** What of `@aisle/engine` answers the cases, wherever it was loaded. */
export interface EngineModule {
  createEngine(playbook: PublishedPlaybook): Engine;
  emptyProfile: Profile;
  factsOf(profile: Profile, context: Context, playbook: PublishedPlaybook): object;
  publish(playbook: Playbook): PublishedPlaybook;
}

const eventsOf = (sketch: GoldenEvent, place: number): readonly AisleEvent[] => {
  const { name, at = '2026-03-02T12:00:00Z', sessionId = 'session-1', params = {}, purposes, times = 1 } = sketch;
  return Array.from({ length: times }, (_, time) => ({
    v: 1,
    id: `event-${place}-${time}`,
    name,
    atMs: Date.parse(at),
    seq: place,
    offsetMs: 0,
    sessionId,
    params,
    consent: { purposes: [...(purposes ?? (['necessary', 'personalization'] as const))] },
  }));
};

// Sums of fractions differ in their last digits from engine to engine.
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (_, one: unknown) => (typeof one === 'number' ? Number(one.toFixed(9)) : one)),
  );

const valueAt = (facts: unknown, name: string): unknown =>
  name.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], facts);

const sayDecision = (decision: Decision) => ({
  ...decision,
  items: decision.items.map(({ item, strategy, because }) => [item.item_id, strategy, because].filter(Boolean)),
  trace: decision.trace.map(({ candidate, outcome }) => `${candidate}: ${outcome}`),
});

const sayVariation = ({ variation, reason, levels }: Assignment) =>
  Object.keys(levels).length > 0 ? [variation, reason, levels] : [variation, reason];

/** Answers what is asked, and no more, so that a case states only what it is about. */
const answersLike = <T extends object>(asked: T, answerTo: (name: string) => unknown): T =>
  Object.fromEntries(Object.keys(asked).map((name) => [name, rounded(answerTo(name))])) as T;

/**
 * Runs a file of golden cases by an engine: in Node, in a browser, or with playbooks that a server published.
 *
 * @param published - By name, in place of what the engine itself would publish.
 */
export const goldenResults = (
  module: EngineModule,
  file: GoldenFile,
  published: Readonly<Record<string, PublishedPlaybook>> = {},
): readonly GoldenResult[] => {
  const [first = ''] = Object.keys(file.playbooks);
  const engineOf = (name: string) =>
    module.createEngine(published[name] ?? module.publish(file.playbooks[name] as Playbook));
  const engines = new Map(Object.keys(file.playbooks).map((name) => [name, engineOf(name)]));

  return file.cases.map(({ name, playbook = first, events = [], now = file.now, context: said, expected }) => {
    const engine = engines.get(playbook) as Engine;
    const profile = events.flatMap(eventsOf).reduce((so, event) => engine.reduce(so, event), module.emptyProfile);
    const context: Context = { page: { path: '/' }, ...said, nowMs: Date.parse(now) };
    const answers: Readonly<Record<keyof GoldenAnswers, () => unknown>> = {
      profile: () => answersLike(expected.profile ?? {}, (part) => profile[part as keyof Profile]),
      facts: () => {
        const facts = module.factsOf(profile, context, engine.playbook as PublishedPlaybook);
        return answersLike(expected.facts ?? {}, (fact) => valueAt(facts, fact));
      },
      segments: () => engine.segments(profile, context),
      stage: () => engine.standing(profile, context).stage,
      decisions: () =>
        answersLike(expected.decisions ?? {}, (slot) => {
          const decision = sayDecision(engine.decide(slot, profile, context));
          return answersLike(expected.decisions?.[slot] ?? {}, (part) => decision[part as keyof Decision]);
        }),
      variations: () =>
        answersLike(expected.variations ?? {}, (id) => sayVariation(engine.variation(id, profile, context))),
    };
    const got = answersLike(expected, (part) => answers[part as keyof GoldenAnswers]());
    return { name, got, expected };
  });
};
