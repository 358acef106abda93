/** Finds an element of the page by its id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element. `text` and `className` are set as properties, all else as attributes. */
export const element = (name, { text, className, ...attributes } = {}, ...children) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** Writes a text only when it is another one, so that screen readers and selections are left alone. */
export const setText = (id, text) => {
  const target = typeof id === 'string' ? byId(id) : id;
  if (target.textContent === text) return false;
  target.textContent = text;
  return true;
};

/** A bar that only repeats a number beside it, so it is hidden from screen readers. */
export const meter = (part) => {
  const bar = element('span', { className: 'meter', 'aria-hidden': 'true' });
  bar.style.setProperty('--share', String(Math.min(1, Math.max(0, part))));
  return bar;
};

const shown = new Map();

/**
 * Fills a table's body when its content changed, and shows the hint for an empty one in its place.
 *
 * @param id - Of the tbody.
 * @param content - Plain data; equal data leaves the rows as they are.
 * @param toRow - Makes one row's element.
 */
export const fillRows = (id, content, toRow) => {
  const signature = JSON.stringify(content);
  if (shown.get(id) === signature) return;
  shown.set(id, signature);
  const body = byId(id);
  body.replaceChildren(...content.map(toRow));
  const hint = document.querySelector(`[data-empty="${id}"]`);
  if (!hint) return;
  hint.hidden = content.length > 0;
  body.closest('table').hidden = content.length === 0;
};
