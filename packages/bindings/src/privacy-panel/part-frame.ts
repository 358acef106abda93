import { type Child, elementOf } from './element-of.js';

/** A part's frame: its heading, and a body that can be drawn again. */
export interface PartFrame {
  readonly element: HTMLElement;
  draw(...children: readonly Child[]): void;
}

/** Frames a part of the panel under its heading. */
export const partFrame = (id: string, title: string): PartFrame => {
  let body = elementOf('div', null);
  const heading = elementOf('h3', { id, tabindex: '-1' }, title);
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
