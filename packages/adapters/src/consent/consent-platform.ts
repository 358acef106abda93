import type { Answers, Plugin } from '@aisle/browser';

/** How one platform is heard and asked. */
export interface ConsentPlatform {
  /** Events of window or document after which it is asked again. */
  readonly events?: readonly string[];
  /** Asks its API, never its cookie. Null: it is not in the page, or the shopper has not answered. May throw: that is no answer. */
  readonly read: () => Answers | null;
  /** For a platform with no event of its own: called until it answers true, or the undo, because the platform may come late. */
  readonly subscribe?: (ask: () => void) => (() => void) | boolean | undefined;
}

/** A global of the page: its own, so neither an element of that name nor what somebody put on Object.prototype. */
export const globalOf = (name: string): unknown =>
  Object.hasOwn(window, name) ? Reflect.get(window, name) : undefined;

/** Own field only. */
export const ownIn = <Value>(object: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** Makes a plugin of a consent platform that may load before us, after us, or never. */
export const consentPlatform = (name: string, { events = [], read, subscribe }: ConsentPlatform): Plugin => ({
  name,
  setup(host) {
    const ending = new AbortController();
    const { signal } = ending;
    let undo: (() => void) | boolean | undefined;
    const tell = host.consent(name, read);
    const ask = (): void => {
      // Somebody else's code: what it throws is no answer.
      try {
        undo ||= subscribe?.(tell);
      } catch (cause) {
        host.fail('it cannot be heard', cause);
      }
      tell();
    };
    // Caught on the way down, what happens on the document is heard here, too.
    for (const event of events) addEventListener(event, ask, { capture: true, signal });
    // Any script that loads may be the platform: no polling.
    document.addEventListener('load', ask, { capture: true, signal });
    addEventListener('load', ask, { signal });
    ask();
    return () => {
      ending.abort();
      if (typeof undo === 'function') undo();
    };
  },
});
