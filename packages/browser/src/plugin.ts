import type { Answers } from './consent/answers.js';

/** All that a plugin may do. */
export interface PluginHost {
  /** Offers an event to the gate, as the shop would. */
  record(name: string, params?: object): void;
  /**
   * Opens a consent source. The most restrictive source wins, purpose by purpose.
   *
   * @param source - The platform's name.
   * @param read - Asked at once, after the returned function was called, when the page is seen again, and before each
   *   send. Synchronous. Null, or a throw, is no answer: pending on every purpose.
   * @returns Says that something may have changed; many calls in a task are one question.
   */
  consent(source: string, read: () => Answers | null): () => void;
  /** Tells the shop's `onDiagnostic` of something that went wrong and was handled. */
  fail(message: string, cause?: unknown): void;
}

/** A capability the shop imports and passes in. */
export interface Plugin {
  readonly name: string;
  /** Called once. What it returns is called once, at `aisle.stop()`; it must undo all that setup did. */
  setup(host: PluginHost): (() => void) | void;
}
