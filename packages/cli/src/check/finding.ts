/** One thing that is wrong with a playbook, or that its author may not have meant: where, what, and what to do. */
export interface Finding {
  /** JSON path from the playbook's root, `slots[0].candidates[2].when`. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** Writes a finding as the line that a person reads. */
export const lineOf = ({ field, message, fix }: Finding): string =>
  `  ${field || '(the whole)'}: ${message}. Fix: ${fix}`;

/** Names what could be written: `one of a, b`, or nothing when there is nothing to choose from. */
export const oneOf = (names: readonly string[]): string =>
  names.length > 1 ? `one of ${names.join(', ')}` : (names[0] ?? '');

/** Says what to do about a name of nothing: take another one, or define it. */
export const nameOr = (names: readonly string[], otherwise: string): string =>
  names.length > 0 ? `name ${oneOf(names)}, or ${otherwise}` : otherwise;
