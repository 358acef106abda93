import type { ConsentState, Purpose } from '@aisle/schema';

export type Consent = Readonly<Record<Purpose, ConsentState>>;

/** What stands behind an answer, as far as its source can say. */
export interface Proof {
  /** When the shopper gave it, ms since 1970. */
  readonly atMs?: number;
  /** The privacy policy it was given under. */
  readonly policyVersion?: string;
  /** The platform and its version, `klaro 0.7.22`. */
  readonly platform?: string;
  /** Its own record (a TC string, say): only a hash of it is ever stored. */
  readonly text?: string;
  /** Nobody clicked: the platform's default, or a rule of the region. */
  readonly implicit?: boolean;
}

/** What one source says. A purpose it does not name, it does not speak on. */
export interface Answers extends Readonly<Partial<Record<Purpose, ConsentState>>> {
  readonly proof?: Proof;
}
