import * as z from 'zod/mini';

/** What data is used for. `necessary` needs no answer; the others start pending. */
export const purposeSchema = z.enum(['necessary', 'personalization', 'measurement', 'marketing', 'sharing']);
export type Purpose = z.infer<typeof purposeSchema>;

/** Pending pauses, denied erases, granted runs. */
export const consentStateSchema = z.enum(['pending', 'granted', 'denied']);
export type ConsentState = z.infer<typeof consentStateSchema>;
