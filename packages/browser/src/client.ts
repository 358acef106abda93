// In this order the file is smallest: it is the order in `aisle.js`.
import { watchExposure } from './exposure/exposure.js';
import {
  type Assignment,
  type Explanation,
  type Pick,
  type RecommendOptions,
  type Words,
  noExperiments,
} from '@aisle/engine';
import { createDecisionPath } from './pipeline.js';
import { guarded } from './error.js';
import { acceptPlaybook, loadPlaybook } from './playbook/playbook-source.js';
import { nanoid } from 'nanoid';
import { createBeginning } from './begin-playbook.js';
import { createDecisions } from './decisions.js';
import { pageUrlOf } from './capture/page-url.js';
import { type AisleOptions, type RecorderOptions, ownOptions } from './options.js';
import { pageContext } from './page-context.js';
import { type Core, createCore } from './core.js';
import { type SlotDecision, createSlots } from './slots/slots.js';
import type { Prepared } from './log/quick-store.js';
import type { Recorder } from './recorder.js';

/** The whole SDK: a recorder that also decides and shows. */
export interface Aisle extends Recorder {
  /** Decides for a slot now. Synchronous; never throws; a null candidate means the default content. */
  decide(slot: string): SlotDecision;
  /** A recommender's items, the best first. None for a held-out shopper. */
  recommend(recommender: string, options?: RecommendOptions): readonly Pick[];
  /** The shopper's arm of an experiment, or none, and why. Assigns and counts nothing: call `expose` when it is seen. */
  variation(experiment: string): Assignment;
  /** Counts the shopper as having seen their arm. A forced or previewed arm is never counted. */
  expose(experiment: string): void;
  /** Puts this page into an arm, to look at it; null gives it back to chance. Never counted. */
  force(experiment: string, variation: string | null): void;
  /**
   * Why a slot gets what it gets: the tree of what was asked with the values seen, and the stored inputs it rests on with their purposes,
   * for developers and in a shopper's words. Null without a playbook.
   */
  explain(slot: string, words?: Words): Promise<Explanation | null>;
}

/** How long the first decision waits for a consent platform before it is made without one. */
const CONSENT_GRACE_MS = 300;

/**
 * Records and sends, and leaves decisions and slots out of the bundle.
 *
 * @throws {SdkError} config/invalid
 */
export const createRecorder = (given: RecorderOptions): Recorder => {
  const { recorder, start } = createCore(ownOptions(given), {});
  start();
  return recorder;
};

/**
 * Starts Aisle on this page. Nothing is stored or sent before consent; after this call no method throws.
 *
 * @throws {SdkError} config/invalid
 */
// One string from top to bottom: what it strings is in other files.
// oxlint-disable-next-line max-lines-per-function
export const createAisle = (given: AisleOptions): Aisle => {
  const options = ownOptions(given);
  /** The shopper is known as well as they will be: the store has answered, or there will be none. */
  let ready = false;
  let stopped = false;
  let prepared: Prepared | null = null;
  const forced: Record<string, string> = {};
  let isDue = false;
  let triggers: Promise<void> | null | false | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;
  const { playbook: source, experiments = noExperiments } = options;

  const core: Core = createCore(options, {
    prepare: (of) => of({ options, decisions, before: prepared, newest: beginning.latest() }),
    accumulators: () => playbook()?.accumulators,
    onOpen(snapshot) {
      // Without a snapshot the first decision waits for the store.
      ready = snapshot !== null;
      prepared = snapshot;
      if (snapshot?.playbook) beginning.use(acceptPlaybook(snapshot.playbook, core.diagnose));
      soon();
    },
    onReady: settle,
    onReset: () => slots.restore(),
    onPage() {
      slots.begin();
      soon();
    },
  });
  const { memory, emitter, diagnose, recorder } = core;
  const personalization = () => (stopped ? 'pending' : recorder.consent.get().personalization);

  const decisions = createDecisions({
    assign: (experiment, visitor) =>
      (typeof experiments === 'object' ? experiments.by(memory.kept()?.chance) : experiments)(experiment, visitor),
    profile: () => memory.head().profile,
    contextOf: (itemId, slot) => ({
      ...pageContext(itemId, playbook()?.currency, pageUrlOf(document.referrer)),
      consent: recorder.consent.get(),
      visitorId: memory.head().visitorId,
      assigned: prepared?.assigned,
      forced,
      // Who asks for items without a slot shows them elsewhere.
      shown: slot ? slots.shownBefore(slot) : [],
    }),
  });
  const { playbook, armOf } = decisions;
  const beginning = createBeginning({
    picks: () => prepared?.picks,
    begin(next, recommend) {
      decisions.use(next, recommend);
      // What it asks of the past is read now.
      void memory.kept()?.flush();
      refresh();
    },
    host: { ...recorder, ...decisions, options, personalization, changed: refresh, diagnose },
  });
  const path = createDecisionPath({
    standing: decisions.standing,
    stepOf: (from, to) => playbook()?.stages.find((one) => one.id === to)?.from?.[from ?? ''],
    // Nobody enters a segment because the store has not answered yet, or may not be asked.
    head: () => (ready && playbook() && memory.kept() && personalization() === 'granted' ? memory.head() : null),
    emitter,
    record: recorder.record,
    watchExposure,
  });
  const decide = (slot: string): SlotDecision => ({ ...decisions.decide(slot), id: nanoid() });
  const slots = createSlots({
    decide,
    playbook,
    renderTemplate: options.templates,
    renderers: options.slots,
    onShown: path.onShown,
    diagnose,
  });

  function refresh(isAgain?: boolean): void {
    if (stopped || !ready || !playbook()) return;
    // What another tab did is told by that tab: two that see it differently would go on for ever.
    if (!isAgain) path.updateStanding();
    slots.decideAll();
    // Not before an answer: until then the playbook is all that is fetched.
    triggers ||=
      personalization() === 'granted' &&
      playbook()?.triggers &&
      import('./triggers/watch-triggers.js')
        .then(({ watchTriggers }) =>
          watchTriggers({ ...recorder, ...decisions, memory, fill: refresh, tell: emitter.emit }),
        )
        .catch((cause: unknown) => diagnose('plugin/failed', 'triggers', cause));
  }
  /** After the page view: it may have begun a new session. Still before the browser can paint. */
  const soon = (): void => queueMicrotask(refresh);
  /** Decides with what there is: the store has answered, consent is refused, or nobody answers. */
  function settle(isAgain?: boolean): void {
    ready = true;
    refresh(isAgain);
  }
  const giveGrace = (): void => {
    clearTimeout(grace);
    grace = setTimeout(settle, CONSENT_GRACE_MS);
  };

  emitter.on('consent', () => {
    if (personalization() === 'pending') return giveGrace();
    beginning.goOn();
    clearTimeout(grace);
    if (personalization() === 'granted') return;
    prepared = null;
    slots.restore();
    settle();
  });
  emitter.on('event', ({ name }) => {
    if (isDue || name === 'x_segment' || name === 'x_stage') return;
    // Once a task: a burst of events moves a shopper once.
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      path.updateStanding();
    });
  });

  giveGrace();
  core.start();
  if (typeof source === 'string') void loadPlaybook(source, diagnose).then(beginning.use);
  else if (source) beginning.use(acceptPlaybook(source, diagnose));

  return {
    ...recorder,
    decide,
    recommend: decisions.recommend,
    variation: decisions.variation,
    expose(experiment) {
      const arms = armOf(experiment);
      if (arms[0]) recorder.record('x_exposure', { candidate: 'default', experiments: arms });
    },
    force(experiment, variation) {
      guarded(() => {
        forced[experiment] = variation ?? '';
      }, diagnose);
      refresh();
    },
    explain: decisions.explain,
    stop() {
      stopped = true;
      emitter.emit('stop', undefined);
      clearTimeout(grace);
      slots.stop();
      recorder.stop();
    },
  };
};
