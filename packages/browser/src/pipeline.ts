import type { Standing } from '@aisle/engine';
import type { AisleEvent, EventResult } from '@aisle/schema';
import type { Draft } from './capture/draft.js';
import type { Consent } from './consent/answers.js';
import type { ConsentGate, ConsentGateOptions } from './consent/consent-gate.js';
import type { Emitter } from './emitter.js';
import type { Admitted, Head } from './log/head.js';
import { isUrgent } from './urgent.js';
import type { SlotDecision } from './slots/slots.js';
import type { Sync } from './sync/sync.js';

/** What `aisle.on` can hear. */
export interface AisleEvents {
  /** An event passed the gate. */
  event: Pick<AisleEvent, 'id' | 'name' | 'params' | 'atMs'>;
  consent: { readonly now: Consent; readonly before: Consent };
  segment: { readonly entered: readonly string[]; readonly left: readonly string[] };
  /** A step on the journey; the first has no `from`. */
  stage: { readonly from: string | null; readonly to: string };
  /** A slot shows something, or keeps its default content. */
  decision: SlotDecision;
  exposure: SlotDecision;
  /** A trigger of the playbook fired, and at which moment. */
  trigger: { readonly id: string; readonly moment: string };
  /** `aisle.stop()` was called: nothing follows. */
  stop: undefined;
  /** The server's word on each event of a batch. */
  sync: readonly EventResult[];
}

/** How soon a batch leaves: at once for what must not be lost, else together with what follows. */
const SEND_SOON_MS = 1_000;

export interface EventPathStages {
  readonly openGate: (options: Omit<ConsentGateOptions<Draft>, 'rules' | 'signal' | 'holds'>) => ConsentGate<Draft>;
  /** Memory takes it: there is one only while something is granted. */
  readonly admit: (event: Admitted) => void;
  /** None before the first grant, or where nothing is ever sent. */
  readonly sync: () => Sync | null | undefined;
  readonly emitter: Emitter<AisleEvents>;
  readonly onDrop: (reason: string, count: number) => void;
  readonly onConsent: (now: Consent) => void;
}

/** Page → gate → memory → disk → server: the way of an event, top to bottom. */
export const createEventPath = ({
  openGate,
  admit,
  sync,
  emitter,
  onDrop,
  onConsent,
}: EventPathStages): ConsentGate<Draft> =>
  // 1. The gate. Nothing behind it runs, or exists, before consent.
  openGate({
    onDrop,
    onChange(now, before) {
      onConsent(now);
      emitter.emit('consent', { now, before });
    },
    pass(draft, granted, late) {
      // 2. Memory at once, disk at the end of the task (both in kept.ts).
      admit({ ...draft, granted, late });
      // 3. Decisions see it.
      emitter.emit('event', draft);
      // 4. The server hears of it, when there is one and the shopper agreed.
      if (granted.includes('measurement')) sync()?.wake(isUrgent(draft.name) ? 0 : SEND_SOON_MS);
    },
  });

export interface DecisionPathStages {
  /** Where the shopper stands now. */
  readonly standing: () => Omit<Standing, 'scores'>;
  /** How a step on the journey is called. */
  readonly stepOf: (from: string | null, to: string) => string | undefined;
  /** As far as it is known; null when it is not, or may not be used. */
  readonly head: () => Head | null;
  readonly emitter: Emitter<AisleEvents>;
  readonly record: (name: string, params: object) => void;
  /** Calls back once the element was really seen. */
  readonly watchExposure: (element: Element, onSeen: () => void, ended: AbortSignal) => void;
}

export interface DecisionPath {
  /** Tells segments that were entered or left, and the stage that was reached, since the head was written. */
  updateStanding(): void;
  /** Watches what a slot shows. */
  onShown(element: HTMLElement, decision: SlotDecision, ended: AbortSignal): void;
}

/** Profile → segments, stage → decision → slot → exposure → back to the gate. */
export const createDecisionPath = ({
  standing,
  stepOf,
  head,
  emitter,
  record,
  watchExposure,
}: DecisionPathStages): DecisionPath => ({
  updateStanding() {
    const known = head();
    if (!known) return;
    const { segments: before, stage: from } = known;
    const { segments: now, stage: to } = standing();
    const entered = now.filter((segment) => !before.includes(segment));
    const left = before.filter((segment) => !now.includes(segment));
    // Entering and leaving are events: the stored head follows them, so each is told once on a device.
    for (const segment of entered) record('x_segment', { segment, change: 'entered' });
    for (const segment of left) record('x_segment', { segment, change: 'left' });
    if (entered.length + left.length > 0) emitter.emit('segment', { entered, left });
    if (to === null || to === from) return;
    record('x_stage', { from, to, change: stepOf(from, to) ?? 'entered' });
    emitter.emit('stage', { from, to });
  },
  onShown(element, decision, ended) {
    const { id, slot, candidate, reason, playbook, experiments, campaign, preview } = decision;
    // An exposure is an event: it goes back to the gate like any other.
    const say = (name: string): void =>
      record(name, {
        decision_id: id,
        slot,
        candidate: candidate ?? 'default',
        reason,
        playbook,
        ...(campaign && { campaign }),
        ...(experiments[0] && { experiments }),
      });
    emitter.emit('decision', decision);
    // What was forced is not what a shopper got.
    if (preview) return;
    watchExposure(
      element,
      () => {
        say('x_exposure');
        emitter.emit('exposure', decision);
      },
      ended,
    );
    element.addEventListener(
      'click',
      ({ target }) => {
        if ((target as Element).closest?.('a,button')) say('x_slot_click');
      },
      { signal: ended },
    );
  },
});
