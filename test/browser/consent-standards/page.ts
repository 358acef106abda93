import {
  cookiebot,
  didomi,
  googleConsentMode,
  gpp,
  oneTrust,
  shopifyPrivacy,
  tcf,
  usercentrics,
} from '@aisle/adapters';
import type { Answers } from '@aisle/browser';
import { recordingHost } from '../../helpers/recording-host.js';

const adapters = { cookiebot, didomi, googleConsentMode, gpp, oneTrust, shopifyPrivacy, tcf, usercentrics };
export type AdapterName = keyof typeof adapters;

/** An adapter at work, and what its host was told. */
export interface Listening {
  /** Asks again, as the core does when the page is seen again. */
  ask(): Answers | null;
  readonly answers: readonly (Answers | null)[];
  readonly failures: readonly string[];
  tells(): number;
  stop(): void;
}

export interface ConsentPage {
  listen(name: AdapterName, options?: object): Listening;
  /** The last one that listens. */
  listening: Listening;
}

const page = window as unknown as ConsentPage;
page.listen = (name, options) => {
  const { host, ask, answers, failures, tells } = recordingHost();
  // Each has options of its own kind, or none.
  const plugin = (adapters[name] as (options?: object) => ReturnType<typeof gpp>)(options);
  const undo = plugin.setup(host);
  page.listening = { ask, answers, failures, tells, stop: () => undo?.() };
  return page.listening;
};
