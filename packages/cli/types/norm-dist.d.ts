declare module 'norm-dist' {
  /** The quantile of the standard normal distribution. */
  export const icdf: (share: number) => number;
}
