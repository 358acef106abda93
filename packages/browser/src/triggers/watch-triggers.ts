import type { PublishedTrigger } from '@aisle/engine';
import { fireTrigger } from './fire-trigger.js';
import { moments } from './moments.js';
import type { TriggerHost } from './trigger-host.js';

const MINUTE_MS = 60_000;

/**
 * Waits for the moments of a playbook's triggers while personalization is granted. A trigger fires at most once in a page view,
 * so that none can set another one off for ever; only a return may come again.
 */
export const watchTriggers = (host: TriggerHost): void => {
  const { memory, on } = host;
  // From a file of the shop's: what is no trigger never comes.
  const triggers = [host.playbook()?.triggers ?? []].flat().filter((one) => one?.on?.moment && one.do);
  /** In this page view. */
  const fired = new Set<string>();
  /** By trigger: how many events that fit were there the last time, so that one event is one moment. */
  const counted = new Map<string, number>();
  /** Null while nothing may run. */
  let ending: AbortController | null = null;
  // By the clock of events, which the origin of a page's own time does not follow.
  let heardMs = Date.now() - performance.now();
  /** Who was away before then has been welcomed. */
  let returnedMs = 0;
  let isOver = false;

  const come = (trigger: PublishedTrigger): void => {
    const { id, on: moment } = trigger;
    if (fired.has(id)) return;
    // Before: what it does may be what it waits for.
    fired.add(id);
    if (!fireTrigger(trigger, host) || moment.moment === 'return') fired.delete(id);
  };
  /** What an event has to be was asked as it was remembered: the last one that fits was at this time. */
  const comeByEvents = (isIt: (atMs: number) => boolean): void => {
    const { history } = memory.head().profile;
    for (const trigger of triggers) {
      const last = 'key' in trigger.on && history[trigger.on.key]?.at(-1);
      if (!last || !isIt(last[0]) || counted.get(trigger.id) === last[1]) continue;
      counted.set(trigger.id, last[1]);
      come(trigger);
    }
  };
  const comeBack = (): void => {
    const { counts, awayMs, startedAtMs } = memory.head().profile.session;
    const away = awayMs ?? 0;
    if (counts['page_view'] !== 1 || (startedAtMs ?? 0) - away < returnedMs) return;
    returnedMs = Date.now();
    for (const trigger of triggers)
      if (trigger.on.moment === 'return' && away >= trigger.on.minutes * MINUTE_MS) come(trigger);
  };

  const halt = (): void => {
    ending?.abort();
    ending = null;
  };
  const wait = (): void => {
    halt();
    const { signal } = (ending = new AbortController());
    for (const trigger of triggers) {
      const { moment } = trigger.on;
      const came = (): void => {
        if (moment === 'return') returnedMs = Date.now();
        come(trigger);
      };
      moments.get(moment)?.(trigger.on as never, came, signal);
    }
  };
  const isGranted = (): boolean => !isOver && host.consent.get().personalization === 'granted';
  const start = async (): Promise<void> => {
    // What caps and conditions ask of the past is there then.
    const kept = await memory.keeping();
    await kept?.flush();
    if (!kept || ending || !isGranted()) return;
    const sinceMs = heardMs;
    wait();
    comeBack();
    // What happened while this code, or an answer, was on the way.
    comeByEvents((atMs) => atMs > sinceMs);
  };

  on('consent', ({ now: { personalization } }) => {
    if (personalization === 'denied') fired.clear();
    if (isGranted()) void start();
    else halt();
  });
  on('stop', () => {
    isOver = true;
    halt();
  });
  on('event', ({ name, atMs }) => {
    if (!ending) return;
    heardMs = atMs;
    if (name === 'page_view') {
      fired.clear();
      wait();
      comeBack();
    }
    comeByEvents((lastMs) => lastMs === atMs);
  });
  void start();
};
