import type { Decision } from '@aisle/engine';
import type { Diagnose } from '../error.js';
import { type SlotElement, createSlotElement, isParsed, isVisible } from './slot-element.js';
import { maySwap } from './swap-policy.js';
import type { templates } from './template.js';

/** A decision with what joins it to its exposure and outcome. */
export interface SlotDecision extends Decision {
  readonly id: string;
}

/** Fills an emptied slot its own way; what it returns is called before the default content comes back. */
export type RenderSlot = (element: HTMLElement, decision: SlotDecision) => (() => void) | void;

export interface SlotsOptions {
  readonly decide: (slot: string) => SlotDecision;
  /** How long it may still change in sight. */
  readonly budgetMsOf: (slot: string) => number;
  /** ISO 4217, for templates. */
  readonly currency: () => string | undefined;
  /** Fills native templates; without it a slot needs a callback. */
  readonly renderTemplate: typeof templates | undefined;
  readonly renderers: Readonly<Record<string, RenderSlot>> | undefined;
  /** Told of what a slot shows in the end, until the signal says that it does no more. */
  readonly onShown: (element: HTMLElement, decision: SlotDecision, ended: AbortSignal) => void;
  readonly diagnose: Diagnose;
}

export interface Slots {
  /** Decides every slot in the page, and those that come. Repeatable: what need not change is not touched. */
  decideAll(): void;
  /** A new page view begins: budgets start anew. */
  begin(): void;
  /** Items that slots show which stand before this one: which of two gives way does not hang on what was loaded first. */
  shownBefore(slot: string): readonly string[];
  /** Default content everywhere, as the page had it. */
  restore(): void;
  stop(): void;
}

interface Shown {
  readonly slot: SlotElement;
  /** What it shows, so that the same again changes nothing. */
  key?: string;
  decision?: SlotDecision;
  ending?: AbortController;
}

const idsOf = ({ items }: SlotDecision): readonly string[] => items.map(({ item }) => item.item_id);

const keyOf = (decision: SlotDecision): string =>
  JSON.stringify([decision.candidate, decision.content, idsOf(decision)]);

/** Fills the page's slots. The page is never hidden and never waits: default content is always a good answer. */
export const createSlots = (options: SlotsOptions): Slots => {
  const { decide, budgetMsOf, currency, renderTemplate, renderers = {}, onShown, diagnose } = options;
  const shown = new Map<HTMLElement, Shown>();
  let beganMs = 0;
  let deciding = false;

  const render = (element: HTMLElement, slot: SlotElement, decision: SlotDecision): (() => void) | void => {
    const template = slot.template();
    if (Object.hasOwn(renderers, decision.slot)) {
      slot.fill();
      return renderers[decision.slot]?.(element, decision);
    }
    if (!template || !renderTemplate) throw new Error('no template or callback');
    slot.fill(renderTemplate(template, { fields: decision.content, items: decision.items, currency: currency() }));
  };

  /** Answers what the slot really shows in the end. */
  const show = (
    element: HTMLElement,
    { slot, ending }: Required<Pick<Shown, 'slot' | 'ending'>>,
    decision: SlotDecision,
  ): SlotDecision => {
    const fallback = (reason: SlotDecision['reason']): SlotDecision => ({
      ...decision,
      candidate: null,
      items: [],
      reason,
    });
    if (decision.candidate === null) {
      slot.restore();
      return decision;
    }
    // A preview is for somebody who waits for it.
    const isSeen = isVisible(element) && !decision.preview;
    try {
      if (isSeen && !maySwap(budgetMsOf(decision.slot), performance.now() - beganMs)) return fallback('late');
      const undo = render(element, slot, decision);
      if (typeof undo === 'function') ending.signal.addEventListener('abort', undo);
      return decision;
    } catch (cause) {
      slot.restore();
      diagnose('slot/render', `slot ${decision.slot}`, cause);
      return fallback('error');
    }
  };

  const decideSlot = (state: Shown, element: HTMLElement): void => {
    const { slot } = state;
    const decision = decide(element.dataset['aisleSlot'] ?? '');
    const key = keyOf(decision);
    if (key === state.key || (slot.filled() && isVisible(element) && !decision.preview)) return;
    state.ending?.abort();
    const ending = (state.ending = new AbortController());
    state.key = key;
    onShown(element, (state.decision = show(element, { slot, ending }, decision)), ending.signal);
  };

  const end = ({ slot, ending }: Shown, element: HTMLElement): void => {
    ending?.abort();
    slot.restore();
    shown.delete(element);
  };
  const scan = (): void => {
    if (!deciding) return;
    // What left the page shows nothing any more.
    shown.forEach((state, element) => element.isConnected || end(state, element));
    for (const element of document.querySelectorAll<HTMLElement>('[data-aisle-slot]')) {
      if (shown.has(element) || !isParsed(element)) continue;
      const state = { slot: createSlotElement(element) };
      shown.set(element, state);
      decideSlot(state, element);
    }
  };
  // While the page is parsed this runs before the browser can paint what came.
  const observer = new MutationObserver(scan);

  const restore = (): void => shown.forEach(end);

  return {
    decideAll() {
      deciding = true;
      observer.observe(document, { childList: true, subtree: true });
      document.addEventListener('DOMContentLoaded', scan);
      shown.forEach(decideSlot);
      scan();
    },
    begin() {
      beganMs = performance.now();
      // What came too late for the page before may come in time for this one.
      shown.forEach((state) => state.slot.filled() || delete state.key);
    },
    shownBefore(slot) {
      const ids: string[] = [];
      for (const { decision } of shown.values()) {
        // Its own is not there yet when it is decided for the first time.
        if (!decision || decision.slot === slot) break;
        ids.push(...idsOf(decision));
      }
      return ids;
    },
    restore,
    stop() {
      deciding = false;
      observer.disconnect();
      document.removeEventListener('DOMContentLoaded', scan);
      restore();
    },
  };
};
