import type { Answers } from './consent-gate.js';

/** Says whether the browser asks not to be sold or shared: Global Privacy Control, or the older Do Not Track. */
export const privacySignal = (): boolean =>
  (navigator as Navigator & { globalPrivacyControl?: unknown }).globalPrivacyControl === true ||
  navigator.doNotTrack === '1';

/** The signal denies marketing and sharing in every region, whatever a banner says. */
export const answersOfSignal = (signal: boolean): Answers => (signal ? { marketing: 'denied', sharing: 'denied' } : {});
