/** The part before the slash says who must act: see docs/errors.md. */
export type ErrorCode =
  | 'config/invalid'
  | 'consent/silent'
  | 'event/invalid'
  | 'storage/unavailable'
  | 'storage/write'
  | 'transport/offline'
  | 'transport/refused'
  | 'playbook/stale'
  | 'playbook/invalid'
  | 'model/stale'
  | 'slot/render'
  | 'plugin/failed'
  | 'listener/failed';

/** The one error class. Only `config/invalid` is ever thrown at a shop; the others reach `onDiagnostic`. */
export class SdkError extends Error {
  override readonly name = 'SdkError';
  declare readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(`${code}: ${message}`, { cause });
    this.code = code;
  }
}

/** Hears of what went wrong and was handled. */
export type Diagnose = (code: ErrorCode, message: string, cause?: unknown) => void;

/** A shop's listener that throws is not heard of: it is the one who would hear of it. */
export const diagnoseWith =
  (onDiagnostic: ((error: SdkError) => void) | undefined): Diagnose =>
  (code, message, cause) => {
    try {
      onDiagnostic?.(new SdkError(code, message, cause));
    } catch {
      // Nobody is left to be told.
    }
  };

/** What a shop hands in may throw when it is read. */
export const guarded = (read: () => void, diagnose: Diagnose): void => {
  try {
    read();
  } catch (cause) {
    diagnose('event/invalid', 'it cannot be read', cause);
  }
};
