import type { Decision, PublishedPlaybook } from '@aisle/engine';
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
  readonly playbook: () => PublishedPlaybook | null;
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

/** In which what happens, happens at once for a shopper. */
const AT_ONCE_MS = 50;

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
  const { decide, playbook, renderTemplate, renderers = {}, onShown, diagnose } = options;
  const shown = new Map<HTMLElement, Shown>();
  let beganMs = 0;
  let deciding = false;

  const render = (element: HTMLElement, slot: SlotElement, decision: SlotDecision): (() => void) | void => {
    const template = slot.template();
    if (Object.hasOwn(renderers, decision.slot)) {
      slot.fill();
      return renderers[decision.slot]?.(element, decision);
    }
    if (!template || !renderTemplate) throw new Error('no template');
    slot.fill(
      renderTemplate(template, { fields: decision.content, items: decision.items, currency: playbook()?.currency }),
    );
  };

  /** Answers why the slot keeps its default content, where it was to show something else. */
  const show = (element: HTMLElement, { slot, ending }: Shown, decision: SlotDecision): 'error' | undefined => {
    if (decision.candidate === null) {
      slot.restore();
      return undefined;
    }
    try {
      const undo = render(element, slot, decision);
      if (typeof undo === 'function') ending?.signal.addEventListener('abort', undo);
      return undefined;
    } catch (cause) {
      slot.restore();
      diagnose('slot/render', decision.slot, cause);
      return 'error';
    }
  };

  // oxlint-disable-next-line complexity -- what keeps a slot as it is, in its order.
  const decideSlot = (state: Shown, element: HTMLElement): void => {
    const { slot } = state;
    const decision = decide(element.dataset['aisleSlot'] ?? '');
    const key = keyOf(decision);
    if (key === state.key) return;
    const elapsedMs = performance.now() - beganMs;
    const budgetMs = playbook()?.slots.find(({ id }) => id === decision.slot)?.budgetMs ?? 0;
    // A preview is for somebody who waits for it.
    const isSeen = isVisible(element) && !decision.preview;
    const isLate = isSeen && !maySwap(budgetMs, elapsedMs);
    if (slot.filled() && isSeen && (isLate || elapsedMs > 0)) return;
    state.ending?.abort();
    state.ending = new AbortController();
    state.key = key;
    const reason = isLate && decision.candidate !== null ? 'late' : show(element, state, decision);
    state.decision = reason ? { ...decision, candidate: null, items: [], reason } : decision;
    onShown(element, state.decision, state.ending.signal);
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
      // It comes once at most, and finds nothing to do after `stop`.
      document.addEventListener('DOMContentLoaded', scan);
      shown.forEach(decideSlot);
      scan();
    },
    begin() {
      // What a slot still shows of the page before is replaced together with that page; nobody has looked at this one.
      beganMs = performance.now() + (shown.size && AT_ONCE_MS);
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
      restore();
    },
  };
};
