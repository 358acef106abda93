/** Counts what was dropped, by reason, until a server has heard of it. */
export interface Drops {
  count(reason: string, by: number): void;
  /** By reason; what a server has heard of is taken off. */
  readonly counts: Map<string, number>;
}

/** Drops for lack of consent stay on the device: not being measured must not be measured either. */
const staysHere = (reason: string): boolean => reason.startsWith('consent_');

export const createDrops = (): Drops => {
  const counts = new Map<string, number>();
  return {
    counts,
    count(reason, by) {
      if (!staysHere(reason)) counts.set(reason, (counts.get(reason) ?? 0) + by);
    },
  };
};
