/** What an element may hold; what is false or null is left out. */
export type Child = Node | string | false | null | undefined;

/** Makes an element. Its texts are texts: nothing is ever parsed as markup, and no attribute is a style or a handler. */
export const elementOf = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> | null,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
};

/** A button that does one thing; `kind` is its look. */
export const buttonOf = (text: string, kind: string, onClick: () => void): HTMLButtonElement => {
  const button = elementOf('button', { type: 'button', class: kind }, text);
  button.addEventListener('click', onClick);
  return button;
};

/** An on/off switch, which its label switches, too. The id keeps the focus where it is when a list is drawn again. */
export const switchOf = (id: string, onSwitch: (isOn: boolean) => void): HTMLInputElement => {
  const input = elementOf('input', { type: 'checkbox', role: 'switch', id });
  input.addEventListener('change', () => onSwitch(input.checked));
  return input;
};
