/** Puts something else into an element and can put everything back, node for node. */
export interface SlotElement {
  /** The page's own, also while the slot is filled. */
  template(): HTMLTemplateElement | undefined;
  filled(): boolean;
  fill(...content: readonly Node[]): void;
  restore(): void;
}

export const createSlotElement = (element: HTMLElement): SlotElement => {
  let own: readonly Node[] | null = null;
  return {
    template: () => [...(own ?? element.childNodes)].find((node) => node instanceof HTMLTemplateElement),
    filled: () => own !== null,
    fill(...content) {
      own ??= [...element.childNodes];
      element.replaceChildren(...content);
    },
    restore() {
      if (own) element.replaceChildren(...own);
      own = null;
    },
  };
};

/** Some of it is in the viewport. An element without a box is not visible. */
export const isVisible = (element: Element): boolean => {
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  return width * height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
};

/** The parser has passed it: its children, the template among them, are all there. */
export const isParsed = (element: Element): boolean => {
  if (document.readyState !== 'loading') return true;
  for (let node: Node | null = element; node; node = node.parentNode) if (node.nextSibling) return true;
  return false;
};
