import { allowPart } from './allow-part.js';
import { buttonOf, elementOf } from './element-of.js';
import { historyPart } from './history-part.js';
import { interestsPart } from './interests-part.js';
import { knownPart } from './known-part.js';
import type { PanelContext, PanelView, SlotReason, Standing } from './panel-view.js';
import { rightsPart } from './rights-part.js';
import { whyPart } from './why-part.js';

/** The panel's content, wherever it is shown. */
export interface Panel {
  readonly element: HTMLElement;
  /** Draws it as things are now. */
  refresh(): Promise<void>;
  /** Follows changes until the undo is called. */
  follow(): () => void;
}

/** A burst of events is drawn once. */
const SETTLE_MS = 60;
/** A result stays in sight for as long as it takes to read it, and does not cover what is below for ever. */
const SAID_MS = 12_000;

export interface PanelOptions extends Omit<PanelContext, 'refresh' | 'say'> {
  readonly onClose: () => void;
}

const reasonsOn = async ({ client, words }: PanelOptions): Promise<readonly SlotReason[]> => {
  const slots = [...document.querySelectorAll<HTMLElement>('[data-aisle-slot]')];
  const asked = slots.map(async (slot) => {
    const id = slot.dataset['aisleSlot'] ?? '';
    // As the page calls the slot; shown to the shopper, never recorded.
    const label = slot.querySelector('h1,h2,h3,h4')?.textContent || id;
    const explanation = await client.explain?.(id, words.why.sentences);
    return explanation ? [{ label, explanation }] : [];
  });
  return (await Promise.all(asked)).flat();
};

const isRefused = ({ personalization, measurement }: Standing): boolean =>
  [personalization, measurement].includes('denied');

/** Strings the parts together. */
export const createPanel = (options: PanelOptions): Panel => {
  const { client, words, onClose } = options;
  const lead = elementOf('p', { class: 'lead' });
  const status = elementOf('p', { class: 'status', role: 'status' });
  let turns = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let fading: ReturnType<typeof setTimeout> | undefined;

  const say = (text: string): void => {
    status.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(() => status.replaceChildren(), SAID_MS);
  };
  const context: PanelContext = { ...options, say, refresh: () => refresh() };
  const parts = [allowPart, knownPart, interestsPart, whyPart, historyPart, rightsPart].map((part) => part(context));

  const close = buttonOf('×', 'close', onClose);
  close.setAttribute('aria-label', words.close);
  const element = elementOf(
    'div',
    { class: 'panel', part: 'panel', lang: words.language },
    elementOf('header', null, elementOf('h2', { id: 'title', tabindex: '-1', autofocus: '' }, words.title), close),
    lead,
    ...parts.map((part) => part.element),
    status,
  );

  /** What is drawn again keeps the focus; where its place is gone, its part's heading has it. */
  const draw = (view: PanelView): void => {
    const root = element.getRootNode() as ShadowRoot;
    for (const part of parts) {
      const focused = part.element.contains(root.activeElement) ? root.activeElement : null;
      part.show(view);
      if (!focused || focused === root.activeElement) continue;
      const next = root.getElementById(focused.id) ?? part.element.querySelector<HTMLElement>('h3');
      next?.focus({ preventScroll: true });
    }
    lead.textContent = words.lead[view.stored ? 'remembered' : isRefused(view.standing) ? 'refused' : 'unasked'];
    lead.classList.toggle('stored', Boolean(view.stored));
  };
  const refresh = async (): Promise<void> => {
    const turn = (turns += 1);
    const [stored, reasons] = await Promise.all([client.privacy.export(), reasonsOn(options)]);
    // A later look is truer.
    if (turn === turns) draw({ standing: client.consent.get(), stored, reasons });
  };
  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), SETTLE_MS);
  };

  return {
    element,
    refresh,
    follow() {
      const undo = (['consent', 'event', 'sync'] as const).map((name) => client.on(name, refreshSoon));
      return () => {
        clearTimeout(timer);
        turns += 1;
        for (const end of undo) end();
      };
    },
  };
};
