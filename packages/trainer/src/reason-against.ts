import type { AisleEvent } from '@aisle/schema';

/** Why an event is not learned from, whatever it is about. */
export type ReasonAgainst = 'bot' | 'preview' | 'no consent';

/** Says why an event may not be learned from, or null when it may: nobody real did it, or nobody allowed it. */
export const reasonAgainst = ({ traffic, consent }: AisleEvent): ReasonAgainst | null => {
  if (traffic === 'bot' || traffic === 'preview') return traffic;
  return consent.purposes.includes('personalization') ? null : 'no consent';
};
