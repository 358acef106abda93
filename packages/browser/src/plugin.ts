import type { Answers } from './consent/consent-gate.js';

/** All that a plugin may do. */
export interface PluginHost {
  /** Offers an event to the gate, as the shop would. */
  record(name: string, params?: object): void;
  /**
   * Opens a consent source. It counts as pending on every purpose until it answers, and the most restrictive source wins.
   *
   * @param source - The platform's name.
   */
  consent(source: string): (answers: Answers) => void;
  /** Tells the shop's `onDiagnostic` of something that went wrong and was handled. */
  fail(message: string, cause?: unknown): void;
}

/** A capability the shop imports and passes in. */
export interface Plugin {
  readonly name: string;
  /** Called once. What it returns is called once, at `aisle.stop()`; it must undo all that setup did. */
  setup(host: PluginHost): (() => void) | void;
}
