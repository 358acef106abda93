import { elementOf } from './element-of.js';
import { createPanel, type Panel } from './panel.js';
import { panelStyles } from './panel-styles.js';
import type { Choice, PanelClient } from './panel-view.js';
import type { PanelWords } from './panel-words.js';

/** `<aisle-privacy>`: in the page where it stands, or as a dialog over it. An `error` event says that its words did not come. */
export interface PrivacyPanelElement extends HTMLElement {
  /** Shows the panel as a dialog; resolves when it is there. With the attribute `popup` it is seen in no other way. */
  open(): Promise<void>;
  close(): void;
}

export interface PrivacyPanelOptions {
  /** Instead of English, or of German where the page is German. */
  readonly words?: PanelWords | undefined;
  /** As the client has it. Default 395. */
  readonly retentionDays?: number | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'aisle-privacy': PrivacyPanelElement;
  }
  interface HTMLElementEventMap {
    /** What the shopper chose in the panel: a banner that hears it can follow. Bubbles up to the document. */
    'aisle-choice': CustomEvent<Choice>;
  }
}

const NAME = 'aisle-privacy';
const RETENTION_DAYS = 395;

/** Only the words that are needed: each language is a chunk of its own. */
const loadWords = async (element: HTMLElement): Promise<PanelWords> =>
  /^de\b/i.test(element.closest<HTMLElement>('[lang]')?.lang ?? '')
    ? (await import('./german-words.js')).germanPanelWords
    : (await import('./english-words.js')).englishPanelWords;

/**
 * Makes `<aisle-privacy>` the panel of this client. Called again it changes nothing: a page has one.
 *
 * The class is made here and not before, so that importing the module needs no DOM.
 */
export const definePrivacyPanel = (client: PanelClient, options: PrivacyPanelOptions = {}): void => {
  if (customElements.get(NAME)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(panelStyles);

  class PrivacyPanel extends HTMLElement implements PrivacyPanelElement {
    readonly #dialog = elementOf('dialog', { 'aria-labelledby': 'title', closedby: 'any' });
    #making: Promise<Panel> | undefined;
    #unfollow: (() => void) | undefined;

    constructor() {
      super();
      // Open, so that tools that look for faults can look inside.
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#dialog);
      // What was shown over the page is again where the element stands.
      this.#dialog.addEventListener('close', () => root.append(...this.#dialog.childNodes));
    }

    async #make(): Promise<Panel> {
      const { words = await loadWords(this), retentionDays = RETENTION_DAYS } = options;
      const panel = createPanel({
        client,
        words,
        retentionDays,
        onClose: () => this.close(),
        onChoice: (detail) => this.dispatchEvent(new CustomEvent('aisle-choice', { detail, bubbles: true })),
      });
      this.shadowRoot?.append(panel.element);
      return panel;
    }

    connectedCallback(): void {
      this.#making ??= this.#make();
      this.#making.then(
        (panel) => {
          if (!this.isConnected) return;
          this.#unfollow ??= panel.follow();
          void panel.refresh();
        },
        (error: unknown) => {
          this.#making = undefined;
          this.dispatchEvent(new ErrorEvent('error', { error }));
        },
      );
    }

    disconnectedCallback(): void {
      this.#unfollow = this.#unfollow?.() as undefined;
    }

    async open(): Promise<void> {
      const panel = await this.#making;
      if (!panel || !this.isConnected || this.#dialog.open) return;
      this.#dialog.append(panel.element);
      this.#dialog.showModal();
    }

    close(): void {
      this.#dialog.close();
    }
  }
  customElements.define(NAME, PrivacyPanel);
};

/**
 * Opens the panel over the page, and takes it out of the page when it is closed. Does nothing while it is open. Rejects when
 * its words cannot be loaded.
 */
export const openPrivacyPanel = async (client: PanelClient, options?: PrivacyPanelOptions): Promise<void> => {
  definePrivacyPanel(client, options);
  if (document.querySelector(`${NAME}[popup]`)) return;
  const panel = elementOf(NAME, { popup: '' });
  document.body.append(panel);
  // It does not bubble; heard here, it is the dialog's, or that of what could not be loaded.
  panel.shadowRoot?.addEventListener('close', () => panel.remove(), true);
  panel.addEventListener('error', () => panel.remove());
  await panel.open();
};
