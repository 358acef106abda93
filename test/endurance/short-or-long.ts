import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** `npm run test:endurance -- --long`. */
    readonly isLong: boolean;
  }
}

/** How much of something a run does: the short form is for every change, the long one for whoever has the time. */
export const shortOrLong = (short: number, long: number): number => (inject('isLong') ? long : short);
