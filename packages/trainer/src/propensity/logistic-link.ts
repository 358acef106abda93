/** Gives the probability of a margin. */
export const sigmoid = (margin: number): number => 1 / (1 + Math.exp(-margin));

/** Gives the margin of a share, which is kept off 0 and 1. */
export const logit = (share: number): number => {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, share));
  return Math.log(inside / (1 - inside));
};

/** Gives the log loss of one prediction: how surprising the outcome was. */
export const lossOf = (margin: number, label: number): number =>
  Math.max(margin, 0) - margin * label + Math.log1p(Math.exp(-Math.abs(margin)));
