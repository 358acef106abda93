import type { Pick, PublishedPlaybook } from '@aisle/engine';
import { nanoid } from 'nanoid';
import { pageUrlOf } from './capture/page-url.js';
import { createDecisions } from './decisions.js';
import type { Explanation } from './explain.js';
import { watchExposure } from './exposure/exposure.js';
import type { AisleOptions, RecorderOptions } from './options.js';
import { createDecisionPath } from './pipeline.js';
import { acceptPlaybook, loadPlaybook } from './playbook/playbook-source.js';
import { type Core, type Recorder, createCore } from './recorder.js';
import { type SlotDecision, createSlots } from './slots/slots.js';

/** The whole SDK: a recorder that also decides and shows. */
export interface Aisle extends Recorder {
  /** Decides for a slot now. Synchronous; never throws; a null candidate means the default content. */
  decide(slot: string): SlotDecision;
  /** A recommender's items, the best first. Default 8. */
  recommend(recommender: string, options?: { readonly limit?: number }): readonly Pick[];
  /** The decision with its trace, and the segments it was made for. */
  explain(slot: string): Explanation;
}

/** How long the first decision waits for a consent platform before it is made without one. */
const CONSENT_GRACE_MS = 300;

/**
 * Records and sends, and leaves decisions and slots out of the bundle.
 *
 * @throws {SdkError} config/invalid
 */
export const createRecorder = (options: RecorderOptions): Recorder => {
  const { recorder, start } = createCore(options, {});
  start();
  return recorder;
};

/**
 * Starts Aisle on this page. Nothing is stored or sent before consent; after this call no method throws.
 *
 * @throws {SdkError} config/invalid
 */
export const createAisle = (options: AisleOptions): Aisle => {
  /** The shopper is known as well as they will be: the store has answered, or there will be none. */
  let ready = false;
  let stopped = false;
  /** The page keeps the playbook it began with; a newer one is for the next page. */
  let latest: PublishedPlaybook | null = null;
  let grace: ReturnType<typeof setTimeout> | undefined;
  const isAddress = typeof options.playbook === 'string';

  const core: Core = createCore(options, {
    // An inline playbook is in the page anyway.
    playbook: () => (isAddress && latest) || undefined,
    onOpen(snapshot) {
      // Without a snapshot the first decision waits for the store.
      ready = snapshot !== null;
      if (snapshot?.playbook) use(acceptPlaybook(snapshot.playbook, core.diagnose));
      refresh();
    },
    onReady: settle,
    onPage() {
      slots.begin();
      refresh();
    },
  });
  const { memory, emitter, diagnose, recorder } = core;
  const personalization = () => recorder.consent.get().personalization;

  const decisions = createDecisions({
    recommenders: options.recommenders,
    profile: () => memory.head().profile,
    contextOf: (itemId) => ({
      nowMs: Date.now(),
      consent: recorder.consent.get(),
      page: {
        path: location.pathname,
        referrer: pageUrlOf(document.referrer),
        language: document.documentElement.lang,
        ...(itemId && { itemId }),
      },
    }),
  });
  const path = createDecisionPath({
    segments: decisions.segments,
    // Nobody enters a segment because the store has not answered yet, or may not be asked.
    head: () => (ready && decisions.playbook() && personalization() === 'granted' ? memory.head() : null),
    emitter,
    record: recorder.record,
    watchExposure,
  });
  const decide = (slot: string): SlotDecision => ({ ...decisions.decide(slot), id: nanoid() });
  const slots = createSlots({
    decide,
    swapOf: (id) => decisions.playbook()?.slots?.find((slot) => slot?.id === id) ?? {},
    currency: () => decisions.playbook()?.currency,
    renderers: options.slots,
    onShown: path.onShown,
    diagnose,
  });

  function use(playbook: PublishedPlaybook | null): void {
    if (playbook === null) return;
    latest = playbook;
    if (decisions.playbook()) return;
    if (playbook.recommenders?.length && !options.recommenders)
      diagnose('playbook/invalid', 'field recommenders: pass them');
    decisions.use(playbook);
    refresh();
  }
  function refresh(): void {
    if (stopped || !ready || !decisions.playbook()) return;
    path.updateSegments();
    slots.decideAll();
  }
  /** Decides with what there is: the store has answered, consent is refused, or nobody answers. */
  function settle(): void {
    ready = true;
    refresh();
  }
  const giveGrace = (): void => {
    clearTimeout(grace);
    grace = setTimeout(settle, CONSENT_GRACE_MS);
  };

  emitter.on('consent', () => {
    if (personalization() === 'pending') return giveGrace();
    clearTimeout(grace);
    if (personalization() === 'granted') return;
    slots.restore();
    settle();
  });
  emitter.on('event', ({ name }) => {
    if (name !== 'x_segment') path.updateSegments();
  });

  giveGrace();
  core.start();
  if (typeof options.playbook === 'string') void loadPlaybook(options.playbook, diagnose).then(use);
  else if (options.playbook) use(acceptPlaybook(options.playbook, diagnose));

  return {
    ...recorder,
    decide,
    recommend: decisions.recommend,
    explain: (slot) => ({ ...decide(slot), segments: decisions.segments() }),
    stop() {
      stopped = true;
      clearTimeout(grace);
      slots.stop();
      recorder.stop();
    },
  };
};
