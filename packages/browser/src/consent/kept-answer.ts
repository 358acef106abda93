import type { Answers } from './answers.js';
import { type ConsentRules, type Given, isStale } from './consent-gate.js';

type Said = Readonly<Record<string, Answers | null>>;

/** What this device remembers of the last answer holds everything up when it is too old, until the shopper answers again. */
export interface KeptAnswer {
  /** Asked when something is about to be granted. */
  holds(said: Said): boolean;
  /** Judges the store's own record, where there was no quick copy of it. Answers whether it holds everything up. */
  judge(record: Given | null, said: Said): boolean;
  /** The shopper has answered again. */
  renew(): void;
  isRenewed(): boolean;
}

/** @param lastRecord - The quick copy; read once, and only when something is about to be granted. */
export const createKeptAnswer = (rules: ConsentRules, lastRecord: () => Given | null): KeptAnswer => {
  const { policyVersion } = rules;
  let isJudged = false;
  let heldAt: string | null = null;
  let renewed = false;
  const renew = (): void => {
    renewed ||= heldAt !== null;
    heldAt = null;
  };
  const judge = (record: Given | null, said: Said): boolean => {
    isJudged = true;
    const given = record && { ...record, ...(policyVersion && { policyVersion: record.policyVersion ?? '' }) };
    if (!renewed && given && isStale(rules, given)) heldAt = JSON.stringify(said);
    return heldAt !== null;
  };
  return {
    judge,
    renew,
    isRenewed: () => renewed,
    holds(said) {
      if (!isJudged) return judge(lastRecord(), said);
      if (JSON.stringify(said) !== heldAt) renew();
      return heldAt !== null;
    },
  };
};
