import type { ConsentState } from '@aisle/schema';
import type { Answers, Consent, Proof } from './answers.js';
import { type ConsentRules, PURPOSES, STATES } from './consent-gate.js';

/** Proof of one change of consent. It holds no event, and nothing that could single out a device. */
export interface ConsentRecord {
  readonly id: string;
  readonly atMs: number;
  /** Null for the first one on this device. */
  readonly before: Consent | null;
  readonly after: Consent;
  /** Who said what, and how they can prove it: by the name under which a platform, the shop or the panel (`api`) speaks. */
  readonly sources: Readonly<Record<string, Omit<Answers, 'proof'> & Omit<Proof, 'text'>>>;
  /** By source: the SHA-256, in hex, of the platform's own record (a TC string, say), which is not kept itself. */
  readonly sha256?: Readonly<Record<string, string>>;
  /** `default`: silence, where the region's rule lets it count; `gpc`: the browser's signal alone. */
  readonly method: 'explicit' | 'implicit' | 'gpc' | 'default';
  readonly policyVersion?: string | undefined;
  readonly region: 'opt-in' | 'opt-out';
  readonly gpc: boolean;
  /** The shopper said it again after it had grown too old. */
  readonly isRenewal?: boolean;
  /** This library's version. */
  readonly sdk: string;
}

export const SDK_VERSION = '0.1.0';

/** What a record is made of. */
export interface Found {
  readonly after: Consent;
  readonly said: Readonly<Record<string, Answers | null>>;
  readonly rules: ConsentRules;
  readonly gpc: boolean;
  readonly isRenewal: boolean;
}

/** What a record may hold of a source: whatever else it said may be anything. */
const ofSource = ({ proof = {}, ...answers }: Answers): ConsentRecord['sources'][string] => {
  const { atMs, policyVersion, platform, implicit } = proof;
  const states = PURPOSES.filter((purpose) => STATES.includes(answers[purpose] as ConsentState));
  return {
    ...Object.fromEntries(states.map((purpose) => [purpose, answers[purpose]])),
    ...(typeof atMs === 'number' && { atMs }),
    ...(typeof policyVersion === 'string' && { policyVersion: policyVersion.slice(0, 100) }),
    ...(typeof platform === 'string' && { platform: platform.slice(0, 100) }),
    ...(implicit === true && { implicit }),
  };
};

/** Writes down how consent stands. The device keeps it only when it differs from the last one. */
export const consentRecordOf = (id: string, { after, said, rules, gpc, isRenewal }: Found): ConsentRecord => {
  const answers = Object.entries(said).filter(([, one]) => one && Object.keys(one).length > 0);
  const sources = Object.fromEntries(answers.map(([name, one]) => [name, ofSource(one as Answers)]));
  const proofs = Object.values(sources);
  const silent = gpc ? 'gpc' : 'default';
  const spoken = proofs.some(({ implicit }) => implicit) ? 'implicit' : 'explicit';
  return {
    id,
    atMs: Date.now(),
    before: null,
    after,
    sources,
    method: proofs.length > 0 ? spoken : silent,
    ...(rules.policyVersion && { policyVersion: rules.policyVersion }),
    region: rules.region === 'opt-out' ? 'opt-out' : 'opt-in',
    gpc,
    ...(isRenewal && { isRenewal }),
    sdk: SDK_VERSION,
  };
};
