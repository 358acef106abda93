/** Says whether the browser asks not to be sold or shared: Global Privacy Control, or the older Do Not Track. */
export const privacySignal = (): boolean =>
  (navigator as Navigator & { globalPrivacyControl?: unknown }).globalPrivacyControl === true ||
  navigator.doNotTrack === '1';
