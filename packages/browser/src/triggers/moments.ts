import { startVisibleTimer } from './visible-timer.js';

/** What waits for one moment: it calls back each time that it comes, until the signal says that nobody waits any more. */
type Wait<On> = (on: On, came: () => void, ended: AbortSignal) => void;

const MINUTE_MS = 60_000;
/** A quick pull: this far, px, and this fast, px per ms. */
const PULL_PX = 80;
const PULL_SPEED = 0.8;
const INPUTS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'];

// In the capture phase: what the page does with an event is its own affair.
const quietly = (signal: AbortSignal) => ({ passive: true, capture: true, signal });

const waitForExit: Wait<unknown> = (_, came, ended) => {
  const options = quietly(ended);
  let start: { readonly y: number; readonly atMs: number } | null = null;
  document.addEventListener(
    'mouseout',
    ({ relatedTarget, clientY }) => {
      if (!relatedTarget && clientY <= 0) came();
    },
    options,
  );
  // No finger leaves a window. Hiding the page is no sign either: nothing could be shown any more, and most come back.
  document.addEventListener(
    'touchstart',
    ({ timeStamp, touches }) => {
      // At the top a pull reloads the page.
      start = scrollY > 0 && touches.length === 1 ? { y: touches[0]?.clientY ?? 0, atMs: timeStamp } : null;
    },
    options,
  );
  document.addEventListener(
    'touchend',
    ({ timeStamp, changedTouches }) => {
      const pulledPx = (changedTouches[0]?.clientY ?? 0) - (start?.y ?? Infinity);
      if (pulledPx >= PULL_PX && pulledPx / (timeStamp - (start?.atMs ?? 0)) >= PULL_SPEED) came();
    },
    options,
  );
};

const waitForScroll: Wait<{ readonly share: number }> = ({ share }, came, ended) =>
  document.addEventListener(
    'scroll',
    () => {
      // One pixel: a zoomed page scrolls by fractions.
      if (scrollY + innerHeight + 1 >= share * document.documentElement.scrollHeight) came();
    },
    quietly(ended),
  );

const waitForDwell: Wait<{ readonly seconds: number }> = ({ seconds }, came, ended) =>
  void startVisibleTimer(seconds * 1_000, came, ended);

const waitForIdle: Wait<{ readonly seconds: number }> = ({ seconds }, came, ended) => {
  const timer = startVisibleTimer(seconds * 1_000, came, ended);
  for (const input of [...INPUTS, 'scroll', 'visibilitychange'])
    document.addEventListener(input, timer.restart, quietly(ended));
};

const waitForReturn: Wait<{ readonly minutes: number }> = ({ minutes }, came, ended) => {
  let hiddenAtMs = Infinity;
  const look = ({ type }: Event): void => {
    if (document.hidden || type === 'pagehide') hiddenAtMs = Math.min(hiddenAtMs, Date.now());
    else {
      const awayMs = Date.now() - hiddenAtMs;
      hiddenAtMs = Infinity;
      if (awayMs >= minutes * MINUTE_MS) came();
    }
  };
  document.addEventListener('visibilitychange', look, { signal: ended });
  for (const type of ['pagehide', 'pageshow']) addEventListener(type, look, { signal: ended });
};

/** By name; events are heard where they are remembered. */
export const moments: ReadonlyMap<unknown, Wait<never>> = new Map<unknown, Wait<never>>([
  ['exit', waitForExit],
  ['scroll', waitForScroll],
  ['dwell', waitForDwell],
  ['idle', waitForIdle],
  ['return', waitForReturn],
]);
