const EVERY_MS = 2000;
const MAX_WAIT_MS = 30_000;

/**
 * Asks again and again while the page is looked at; each failure in a row doubles the wait.
 *
 * @param ask - Gets an AbortSignal. Its rejection counts as a failure, and it must tell the person itself.
 * @returns `restart` drops what is under way and asks at once; `stop` asks no more.
 */
export const createPoll = (ask, onFailure) => {
  let timer;
  let control;
  let failures = 0;
  let running = false;

  const plan = (waitMs) => {
    clearTimeout(timer);
    if (running && !document.hidden) timer = setTimeout(turn, waitMs);
  };

  const turn = async () => {
    control?.abort();
    const mine = (control = new AbortController());
    try {
      await ask(mine.signal);
      failures = 0;
    } catch (cause) {
      if (mine.signal.aborted) return;
      failures += 1;
      onFailure(cause, Math.min(MAX_WAIT_MS, EVERY_MS * 2 ** failures));
    }
    if (mine === control) plan(failures ? Math.min(MAX_WAIT_MS, EVERY_MS * 2 ** failures) : EVERY_MS);
  };

  document.addEventListener('visibilitychange', () => plan(0));
  return {
    restart() {
      running = true;
      failures = 0;
      control?.abort();
      plan(0);
    },
    stop() {
      running = false;
      control?.abort();
      clearTimeout(timer);
    },
  };
};
