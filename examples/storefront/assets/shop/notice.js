const SHOWN_MS = 6000;
let timer;

/** Says something once, to the eye and to a screen reader, without moving the page. */
export const notice = (text, link) => {
  const place = document.querySelector('[data-notice]');
  place.textContent = text;
  if (link) {
    const anchor = document.createElement('a');
    anchor.href = link.href;
    anchor.textContent = link.text;
    place.append(' ', anchor);
  }
  place.dataset.shown = '';
  clearTimeout(timer);
  timer = setTimeout(() => delete place.dataset.shown, SHOWN_MS);
};
