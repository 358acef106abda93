import type { Aisle, Explanation, Recorder } from '@aisle/browser';
import type { PanelPurpose, PanelWords } from './panel-words.js';

/** What the panel needs of a client: a recorder is enough, a client that decides can also say why. */
export type PanelClient = Pick<Recorder, 'record' | 'consent' | 'privacy' | 'on'> & Partial<Pick<Aisle, 'explain'>>;

export type Standing = ReturnType<PanelClient['consent']['get']>;
export type Stored = NonNullable<Awaited<ReturnType<PanelClient['privacy']['export']>>>;
export type Choice = Readonly<Partial<Record<PanelPurpose, 'granted' | 'denied'>>>;

export const PANEL_PURPOSES: readonly PanelPurpose[] = ['personalization', 'measurement', 'marketing', 'sharing'];

/** A slot of the page, and why it shows what it shows. */
export interface SlotReason {
  /** As the page itself calls it. */
  readonly label: string;
  readonly explanation: Explanation;
}

/** All that the panel shows at one moment. */
export interface PanelView {
  readonly standing: Standing;
  /** Null while nothing may be stored. */
  readonly stored: Stored | null;
  readonly reasons: readonly SlotReason[];
}

/** What every part of the panel can ask for. */
export interface PanelContext {
  readonly client: PanelClient;
  readonly words: PanelWords;
  readonly retentionDays: number;
  /** Says a result, also to those who only hear it. */
  readonly say: (text: string) => void;
  /** Looks again at all that is shown. */
  readonly refresh: () => Promise<void>;
  /** Tells the page what the shopper chose, so that its own banner can follow. */
  readonly onChoice: (choice: Choice) => void;
}

/** A part of the panel; `show` draws it. */
export interface PanelPart {
  readonly element: HTMLElement;
  show(view: PanelView): void;
}
