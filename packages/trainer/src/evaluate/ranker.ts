/** Something that foretells the next click of a session. Items are numbers here: their places in the training part. */
export interface Ranker {
  readonly name: string;
  /** Gives items, the likeliest first. The session is oldest first and never empty. */
  readonly rank: (session: readonly number[], limit: number) => readonly number[];
}

/** Sessions of items, as rankers learn from them: oldest first. */
export type ItemSessions = readonly (readonly number[])[];

/** Gives the best of some scored items; of equal ones the one that got a score first, as the published programs do. */
export const bestOf = (scores: ReadonlyMap<number, number>, limit: number): readonly number[] =>
  [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([item]) => item);
