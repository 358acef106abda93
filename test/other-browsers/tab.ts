import type { Evaluates } from '../helpers/evaluates.js';

/** The little that every driver can do with a tab, and all that the scenarios need. What is undefined may come as null. */
export interface Tab extends Evaluates {
  /** Resolves when the page is loaded. */
  goto(url: string): Promise<void>;
  /** Runs what makes the page go elsewhere: an answer may be lost with the page, so that nobody waits for one. */
  leave<Arg>(work: (arg: Arg) => void, arg: Arg): Promise<void>;
  leave(work: () => void): Promise<void>;
  /** A real click: what a browser allows only to a person, it allows now. */
  click(selector: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser with one profile; its tabs share what an origin stores. */
export interface DrivenBrowser {
  newTab(): Promise<Tab>;
  /** Closes every tab that was opened. */
  closeTabs(): Promise<void>;
  close(): Promise<void>;
}
