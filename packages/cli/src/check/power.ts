import { icdf } from 'norm-dist';

/** What a test is to find out. */
export interface Question {
  /** Share of shoppers who buy, 0–1. */
  readonly conversion: number;
  /** How much more of them, relative: 0.05 is from 3 % to 3.15 %. */
  readonly lift: number;
  /** How many arms are held against the control; more of them ask for stronger proof each (Bonferroni). */
  readonly comparisons: number;
}

const ALPHA = 0.05;
const POWER = 0.8;

/**
 * Says how many shoppers each arm needs until a two-sided test at 5 % sees the lift four times out of five.
 *
 * Two proportions, the variance pooled under the null hypothesis (Fleiss, Levin and Paik, Statistical Methods for Rates
 * and Proportions, 4.2, without the correction for continuity). Infinite when there is nothing to be seen.
 */
export const shoppersPerArm = ({ conversion, lift, comparisons }: Question): number => {
  const [before, after] = [conversion, Math.min(1, conversion * (1 + lift))];
  const difference = Math.abs(after - before);
  if (difference === 0) return Infinity;
  const mean = (before + after) / 2;
  const sureOfNull = icdf(1 - ALPHA / (2 * comparisons)) * Math.sqrt(2 * mean * (1 - mean));
  const sureOfLift = icdf(POWER) * Math.sqrt(before * (1 - before) + after * (1 - after));
  return Math.ceil(((sureOfNull + sureOfLift) / difference) ** 2);
};
