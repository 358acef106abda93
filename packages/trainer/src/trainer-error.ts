/** A fault in what the trainer was given. Its message names the field, what was found there and the fix. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
}
