/** Something with a page in it that runs functions there: Playwright's `Page`, or the tab of another driver. */
export interface Evaluates {
  /** Runs a function in the page, as its source text: it sees nothing but its argument. */
  evaluate<Result, Arg>(work: (arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>;
  evaluate<Result>(work: () => Result | Promise<Result>): Promise<Result>;
}
