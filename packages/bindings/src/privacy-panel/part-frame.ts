import { type Child, elementOf } from './element-of.js';
import type { PanelWords } from './panel-words.js';

/** A part's frame: its heading, and a body that can be drawn again. */
export interface PartFrame {
  readonly element: HTMLElement;
  draw(...children: readonly Child[]): void;
}

type PartName = 'allow' | 'known' | 'interests' | 'why' | 'history' | 'rights';

/** Frames a part of the panel under its heading. */
export const partFrame = (id: PartName, words: PanelWords): PartFrame => {
  let body = elementOf('div', null);
  const heading = elementOf('h3', { id, tabindex: '-1' }, words[id].title);
  return {
    element: elementOf('section', { class: 'part', 'aria-labelledby': id }, heading, body),
    draw(...children) {
      const next = elementOf('div', { class: 'drawn' }, ...children);
      body.replaceWith(next);
      body = next;
    },
  };
};

/** A quiet sentence. */
export const noteOf = (text: string): HTMLElement => elementOf('p', { class: 'quiet' }, text);
