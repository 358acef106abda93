import type { AisleEvent, Params } from '@aisle/schema';
import { nanoid } from 'nanoid';
import type { Diagnose } from '../error.js';
import { paramsOf } from './params.js';

/** An event before the gate: it holds no identifier but its own random id, and lies in memory only. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly params: Params;
  /** Wall time, ms since 1970. */
  readonly atMs: number;
  /** Monotonic ms since the page began. */
  readonly offsetMs: number;
  readonly traffic: AisleEvent['traffic'];
}

/** Makes a draft of what the shop said; null for a name that cannot be one. Says what it left out. */
export const draftOf = (
  name: string,
  params: unknown,
  about: { traffic: Draft['traffic']; sensitive: readonly string[] | undefined; diagnose: Diagnose },
): Draft | null => {
  const { traffic, sensitive, diagnose } = about;
  if (!/^[a-z]\w{0,63}$/i.test(name)) {
    diagnose('event/invalid', 'name: use letters, digits and _');
    return null;
  }
  return {
    id: nanoid(),
    // What is no text but reads like one becomes one.
    name: String(name),
    params: paramsOf(params, (field, fix) => diagnose('event/invalid', `${name}: ${field} left out, ${fix}`), {
      sensitive,
    }),
    atMs: Date.now(),
    offsetMs: Math.round(performance.now()),
    traffic,
  };
};
