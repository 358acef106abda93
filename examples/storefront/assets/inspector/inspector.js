import { changesBetween } from './changes.js';
import { consentView } from './consent-view.js';
import { element } from './element.js';
import { look } from './look.js';
import { patch } from './patch.js';
import { shopperView } from './shopper-view.js';
import { slotView } from './slot-view.js';
import { testsView } from './tests-view.js';

const EVERY_MS = 2_000;
const WATCHED = ['event', 'segment', 'stage', 'decision', 'consent'];

const { aisle } = window;
const words = JSON.parse(document.querySelector('#inspector-words').textContent);
const root = document.querySelector('[data-inspector]');
const live = document.querySelector('[data-live]');
let last = null;
let looking = null;
let isStale = false;

const slotsView = (slots) =>
  element(
    'section',
    { 'data-key': 'slots', 'aria-labelledby': 'slots' },
    element('h2', { id: 'slots' }, 'What you see, and why'),
    element('div', { class: 'slots' }, slots.map(slotView)),
  );

const pageOf = ({ consent, slots, experiments, ...shopper }) =>
  element(
    'div',
    { 'data-inspector': true },
    consent === 'granted' ? shopperView(shopper, words) : consentView(consent),
    slots.length > 0 && [slotsView(slots), testsView(experiments, words)],
  );

const say = (sentences) => {
  if (sentences.length > 0) live.textContent = sentences.join(' ');
};

const draw = (found) => {
  patch(root, pageOf(found));
  say(last ? changesBetween(last, found, words) : ['This page follows what you do, also in other tabs of the shop.']);
  last = found;
};

const lookOnce = async () => {
  do {
    isStale = false;
    const found = await look(aisle, words);
    if (found) draw(found);
  } while (isStale);
};

/** Looks again; what changes meanwhile makes it look once more. */
const refresh = () => {
  isStale = true;
  looking ??= lookOnce().finally(() => (looking = null));
};

const copy = async (button) => {
  const { slot, explanation } = last.slots.find(({ slot: { id } }) => id === button.dataset.copy);
  await navigator.clipboard.writeText(explanation.lines.join('\n')).then(
    () => say([`Copied: ${slot.title}.`]),
    () => say(['This browser does not let the page copy.']),
  );
};

root.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button?.dataset.copy) void copy(button);
  if (button && 'settings' in button.dataset) window.CookieConsent.showPreferences();
});
root.addEventListener('change', ({ target }) => {
  const { force } = target.dataset;
  if (!force) return;
  aisle.force(force, target.value || null);
  refresh();
});

// Another tab's events are in the store: only a flush reads it again.
const reread = async () => {
  if (document.visibilityState === 'visible') {
    await aisle.flush();
    refresh();
  }
};
const follow = async () => {
  await reread();
  setTimeout(follow, EVERY_MS);
};

if (aisle?.explain) {
  for (const type of WATCHED) aisle.on(type, refresh);
  document.addEventListener('visibilitychange', () => void reread());
  void follow();
} else {
  live.textContent = 'Aisle is not in this page, so everybody sees the same.';
}
