import type { ConsentState, Purpose } from '@aisle/schema';

/** What one source says. A purpose it does not name, it does not speak on. */
export type Answers = Readonly<Partial<Record<Purpose, ConsentState>>>;
export type Consent = Readonly<Record<Purpose, ConsentState>>;

export type DropReason = 'consent_denied' | 'buffer_full' | 'buffer_expired';

/** What waits at the gate: it holds no identifier. */
export interface Waiting {
  readonly atMs: number;
}

export interface ConsentGate<Draft extends Waiting> {
  get(): Consent;
  /** Every source that speaks is combined; the most restrictive wins, purpose by purpose. */
  answer(source: string, answers: Answers): void;
  /** Passes now, waits in memory, or is dropped and counted. */
  offer(draft: Draft): void;
}

export interface ConsentGateOptions<Draft extends Waiting> {
  /** `late` when the event waited for the answer. */
  readonly pass: (draft: Draft, granted: readonly Purpose[], late: boolean) => void;
  readonly onDrop: (reason: DropReason, count: number) => void;
  /** Called once a transition, before what waited is passed or dropped. */
  readonly onChange: (now: Consent, before: Consent) => void;
}

const PURPOSES: readonly Purpose[] = ['personalization', 'measurement', 'marketing', 'sharing'];
/** What an event is used for; each is judged alone. */
const USES: readonly Purpose[] = ['personalization', 'measurement'];
/** The most restrictive first. */
const STATES: readonly ConsentState[] = ['denied', 'pending', 'granted'];
const MAX_WAITING = 200;
const MAX_WAIT_MS = 30 * 60_000;

/** The same answer for every purpose. */
export const allOf = (state: ConsentState): Answers => Object.fromEntries(PURPOSES.map((purpose) => [purpose, state]));

/** Own properties and known words only: a polluted prototype or a stray `true` cannot grant anything. */
const stateIn = (answers: Answers, purpose: Purpose): ConsentState | undefined => {
  if (!Object.hasOwn(answers, purpose)) return undefined;
  return STATES.find((state) => state === answers[purpose]) ?? 'pending';
};

/** Nothing runs behind the gate before consent: pending pauses, denied drops, granted passes. */
export const createConsentGate = <Draft extends Waiting>(options: ConsentGateOptions<Draft>): ConsentGate<Draft> => {
  const { pass, onDrop, onChange } = options;
  const sources = new Map<string, Answers>();
  let waiting: readonly Draft[] = [];

  const resolve = (): Consent => {
    const stateOf = (purpose: Purpose): ConsentState => {
      const said = [...sources.values()].map((answers) => stateIn(answers, purpose));
      return STATES.find((state) => said.includes(state)) ?? 'pending';
    };
    const states = PURPOSES.map((purpose) => [purpose, stateOf(purpose)]);
    return Object.fromEntries([['necessary', 'granted'], ...states]) as Consent;
  };
  let consent = resolve();

  const judge = (draft: Draft, late: boolean): void => {
    const granted = USES.filter((purpose) => consent[purpose] === 'granted');
    if (late && Date.now() - draft.atMs > MAX_WAIT_MS) onDrop('buffer_expired', 1);
    else if (granted.length > 0) pass(draft, granted, late);
    else if (USES.some((purpose) => consent[purpose] === 'pending')) {
      if (waiting.length >= MAX_WAITING) onDrop('buffer_full', 1);
      waiting = [...waiting.slice(1 - MAX_WAITING), draft];
    } else onDrop('consent_denied', 1);
  };

  return {
    get: () => consent,
    answer(source, answers) {
      sources.set(source, { ...answers });
      const before = consent;
      consent = resolve();
      if (PURPOSES.every((purpose) => consent[purpose] === before[purpose])) return;
      onChange(consent, before);
      const waited = waiting;
      waiting = [];
      for (const draft of waited) judge(draft, true);
    },
    offer: (draft) => judge(draft, false),
  };
};
