import type { Answers, Plugin } from '@aisle/browser';
import { consentPlatform, globalOf } from './consent-platform.js';

type Hear<Heard> = (heard: Heard | null, success?: boolean) => void;
type Api<Heard> = (...call: readonly (string | number | undefined | Hear<Heard>)[]) => void;

/** How one API of the IAB is called and understood. */
export interface IabApi<Event, Ping> {
  readonly global: string;
  /** What stands between a command and its callback. */
  readonly version: readonly number[];
  /** From what was last told to listeners, and what it answers now. */
  readonly answersOf: (event: Event | null, ping: Ping | null) => Answers | null;
}

/** Asks an API of the IAB, and listens to it: at first to its stub, which hands its listeners over. */
export const iabPlatform = <Event extends { readonly listenerId?: number }, Ping>(
  name: string,
  { global, version, answersOf }: IabApi<Event, Ping>,
): Plugin => {
  const apiOf = <Heard>() => globalOf(global) as Api<Heard> | undefined;
  let last: Event | null = null;
  return consentPlatform(name, {
    read() {
      let now: Ping | null = null;
      const hear: Hear<Ping> = (ping, success) => {
        now = ping;
        // One that was switched off says so to who asks, and to nobody else.
        if (success === false) last = null;
      };
      apiOf<Ping>()?.('ping', ...version, hear);
      return answersOf(last, now);
    },
    subscribe(ask) {
      const api = apiOf<Event>();
      if (typeof api !== 'function') return false;
      let listenerId: number | undefined;
      const hear: Hear<Event> = (event, success) => {
        listenerId = event?.listenerId;
        last = success ? event : null;
        ask();
      };
      api('addEventListener', ...version, hear);
      return () => apiOf()?.('removeEventListener', ...version, () => {}, listenerId);
    },
  });
};
