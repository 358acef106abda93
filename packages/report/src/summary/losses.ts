import { parametersOf, RECEIVED_IN_SCOPE, type Question } from './scope.js';

/** Events that a report cannot show, by cause. Not split by traffic: what was refused bears no label to trust. */
export interface Losses {
  /** Refused by the server and kept apart. */
  readonly deadLetters: readonly { readonly code: string; readonly count: number }[];
  /** Dropped by browsers, who say how many and why. */
  readonly drops: readonly { readonly reason: string; readonly count: number }[];
}

/** Counts dead letters by code and drops by reason. */
export const lossesOf: Question<Losses> = async (warehouse, scope) => {
  // Browsers say how many they dropped: TOTAL, unlike SUM, does not fail when the sum leaves 64 bits.
  const [letters, drops] = await Promise.all([
    warehouse.rows(
      `SELECT code, COUNT(*) AS count FROM dead_letters WHERE ${RECEIVED_IN_SCOPE} GROUP BY code ORDER BY count DESC, code`,
      parametersOf(scope),
    ),
    warehouse.rows(
      `SELECT reason, TOTAL(count) AS total FROM drops WHERE ${RECEIVED_IN_SCOPE}
       GROUP BY reason ORDER BY total DESC, reason LIMIT 100`,
      parametersOf(scope),
    ),
  ]);
  return {
    deadLetters: letters.map(({ code, count }) => ({ code: String(code), count: Number(count) })),
    drops: drops.map(({ reason, total }) => ({ reason: String(reason), count: Number(total) })),
  };
};
