const keyOf = (node) => node.dataset?.key;

const isAlike = (old, next) => old.nodeName === next.nodeName && keyOf(old) === keyOf(next);

const patchAttributes = (old, next) => {
  for (const { name } of [...old.attributes]) {
    // What a reader has opened stays open.
    if (!next.hasAttribute(name) && !(name === 'open' && old.localName === 'details')) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old.localName === 'option') old.selected = next.selected;
};

const patchChildren = (old, next) => {
  const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let at = old.firstChild;
  for (const child of [...next.childNodes]) {
    const known = keyed.get(keyOf(child)) ?? at;
    if (known && isAlike(known, child)) {
      if (known === at) at = at.nextSibling;
      else old.insertBefore(known, at);
      patch(known, child);
    } else {
      old.insertBefore(child, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
};

/**
 * Makes a part of the page look like another one by changing only what differs: focus, selection and what was opened stay.
 * `data-key` tells which element is which when their order changes.
 */
export const patch = (old, next) => {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  patchAttributes(old, next);
  patchChildren(old, next);
};
