import type { ConsentState, Purpose } from '@aisle/schema';
import type { Answers, Consent, Proof } from './answers.js';

export type DropReason = 'consent_denied' | 'buffer_full' | 'buffer_expired';

/** What waits at the gate: it holds no identifier. */
export interface Waiting {
  readonly atMs: number;
}

/** How answers are judged. */
export interface ConsentRules {
  /** Where the shop knows that silence may count as a yes: `opt-out`. Default, and whatever else it says: `opt-in`. */
  readonly region?: 'opt-in' | 'opt-out' | undefined;
  /** An answer given under another version of the shop's policy is none. */
  readonly policyVersion?: string | undefined;
  /** An older answer is none. Default 395 days (13 months). */
  readonly consentTtlDays?: number | undefined;
  /** `strict`: the browser's privacy signal denies measurement, too. */
  readonly gpc?: 'strict' | undefined;
  /** `explicit`: what the shopper granted to this site by a click counts more than the browser's signal. */
  readonly gpcOverride?: 'explicit' | undefined;
  /** How many events wait in memory for an answer. Default 200; 0 keeps none. */
  readonly preConsentBuffer?: number | undefined;
}

/** What one source says now; null when it has no answer. */
export type Source = () => Answers | null;

export interface ConsentGate<Draft extends Waiting> {
  get(): Consent;
  /** What each source says, by its name. */
  said(): Readonly<Record<string, Answers | null>>;
  /** Adds or replaces a source; heard at the next `ask`. */
  add(name: string, source: Source): void;
  /** Asks every source again; the most restrictive wins, purpose by purpose. */
  ask(): void;
  /** Passes now, waits in memory, or is dropped and counted. */
  offer(draft: Draft): void;
}

export interface ConsentGateOptions<Draft extends Waiting> {
  readonly rules: ConsentRules;
  /** Whether the browser asks not to be sold or shared. */
  readonly signal: () => boolean;
  /** Whether what is about to be granted may not be yet. */
  readonly holds: (said: Readonly<Record<string, Answers | null>>) => boolean;
  /** `late` when the event waited for the answer. */
  readonly pass: (draft: Draft, granted: readonly Purpose[], late: boolean) => void;
  readonly onDrop: (reason: DropReason, count: number) => void;
  /** Called once a transition, before what waited is passed or dropped. */
  readonly onChange: (now: Consent, before: Consent) => void;
}

export const PURPOSES: readonly Purpose[] = ['personalization', 'measurement', 'marketing', 'sharing'];
/** What makes an event worth keeping. */
const USES = /* @__PURE__ */ PURPOSES.slice(0, 2);
/** The most restrictive first. */
export const STATES: readonly ConsentState[] = ['denied', 'pending', 'granted'];
const MAX_WAITING = 200;
const MAX_WAIT_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
const TTL_DAYS = 395;

/** The same answer for every purpose, or for some. */
export const allOf = (state: ConsentState, purposes = PURPOSES): Answers =>
  Object.fromEntries(purposes.map((purpose) => [purpose, state]));

/** Own properties and known words only: a polluted prototype or a stray `true` cannot grant anything. */
const stateIn = (answers: Answers, purpose: Purpose): ConsentState | undefined =>
  Object.hasOwn(answers, purpose) ? (STATES.find((state) => state === answers[purpose]) ?? 'pending') : undefined;

/** When an answer was given, and under what. */
export type Given = { readonly [Key in 'atMs' | 'policyVersion']?: Proof[Key] | undefined };

/** Too old, or given under another policy. */
export const isStale = (
  { policyVersion, consentTtlDays = TTL_DAYS }: ConsentRules,
  { atMs = Infinity, policyVersion: given = policyVersion }: Given = {},
): boolean => atMs < Date.now() - consentTtlDays * DAY_MS || given !== policyVersion;

/** Nothing runs behind the gate before consent: pending pauses, denied drops, granted passes. */
export const createConsentGate = <Draft extends Waiting>(options: ConsentGateOptions<Draft>): ConsentGate<Draft> => {
  const { rules, signal, holds, pass, onDrop, onChange } = options;
  const { region, preConsentBuffer = MAX_WAITING } = rules;
  const sources = new Map<string, Source>();
  let said: Record<string, Answers | null> = {};
  let waiting: readonly Draft[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const resolve = (): Consent => {
    const signalled = signal() ? PURPOSES.slice(rules.gpc === 'strict' ? 1 : 2) : [];
    const stateOf = (purpose: Purpose): ConsentState => {
      const states = Object.values(said).map((answers) => {
        const state = answers ? stateIn(answers, purpose) : 'pending';
        return state === 'granted' && isStale(rules, answers?.proof) ? 'pending' : state;
      });
      const state = STATES.find((one) => states.includes(one)) ?? 'pending';
      const isExplicit =
        rules.gpcOverride === 'explicit' &&
        state === 'granted' &&
        Object.values(said).some((one) => one && stateIn(one, purpose) === 'granted' && !one.proof?.implicit);
      if (signalled.includes(purpose) && !isExplicit) return 'denied';
      return region === 'opt-out' && state === 'pending' ? 'granted' : state;
    };
    const states = PURPOSES.map((purpose) => [purpose, stateOf(purpose)]);
    return { necessary: 'granted', ...Object.fromEntries(states) } as Consent;
  };
  let consent = { necessary: 'granted', ...allOf('pending') } as Consent;

  /** What waited too long goes at once, not with the next answer. */
  const expire = (): void => {
    timer = undefined;
    const kept = waiting.filter(({ atMs }) => Date.now() - atMs < MAX_WAIT_MS);
    if (kept.length < waiting.length) onDrop('buffer_expired', waiting.length - kept.length);
    waiting = kept;
    if (kept.length > 0) timer = setTimeout(expire, MAX_WAIT_MS);
  };

  const judge = (draft: Draft, late: boolean): void => {
    const granted = PURPOSES.filter((purpose) => consent[purpose] === 'granted');
    if (granted.some((purpose) => USES.includes(purpose))) pass(draft, granted, late);
    else if (USES.some((purpose) => consent[purpose] === 'pending')) {
      waiting = [...waiting, draft];
      if (waiting.length > preConsentBuffer) {
        waiting = waiting.slice(1);
        onDrop('buffer_full', 1);
      }
      timer ??= setTimeout(expire, MAX_WAIT_MS);
    } else onDrop('consent_denied', 1);
  };

  return {
    get: () => consent,
    said: () => said,
    add(name, source) {
      sources.set(name, source);
    },
    ask() {
      said = {};
      for (const [name, source] of sources) {
        try {
          // A copy, of own fields: what a source holds on to is not ours.
          said[name] = JSON.parse(JSON.stringify(source())) as Answers | null;
        } catch {
          // Somebody else's code: what it throws is no answer.
          said[name] = null;
        }
      }
      const before = consent;
      const next = resolve();
      const isHeld = USES.some((purpose) => next[purpose] === 'granted') && holds(said);
      const held = PURPOSES.filter((purpose) => isHeld && next[purpose] === 'granted');
      consent = { ...next, ...allOf('pending', held) };
      if (PURPOSES.every((purpose) => consent[purpose] === before[purpose])) return;
      onChange(consent, before);
      expire();
      const waited = waiting;
      waiting = [];
      for (const draft of waited) judge(draft, true);
    },
    offer: (draft) => judge(draft, false),
  };
};
