/** Counts what was dropped, by reason, until a server has heard of it. */
export interface Drops {
  count(reason: string, by: number): void;
  pending(): Readonly<Record<string, number>>;
  /** Takes off what a server has acknowledged. */
  told(drops: Readonly<Record<string, number>>): void;
}

/** Drops for lack of consent stay on the device: not being measured must not be measured either. */
const staysHere = (reason: string): boolean => reason.startsWith('consent_');

export const createDrops = (): Drops => {
  const counts = new Map<string, number>();
  const count = (reason: string, by: number): void => void counts.set(reason, (counts.get(reason) ?? 0) + by);
  return {
    count(reason, by) {
      if (!staysHere(reason)) count(reason, by);
    },
    pending: () => Object.fromEntries([...counts].filter(([, by]) => by > 0)),
    told: (drops) => Object.entries(drops).forEach(([reason, by]) => count(reason, -by)),
  };
};
