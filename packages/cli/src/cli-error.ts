/** A fault that its reader can put right: shown as it is, without a stack, and ends the command with 1. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
