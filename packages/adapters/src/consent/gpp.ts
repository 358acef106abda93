import type { Plugin } from '@aisle/browser';
import { iabPlatform } from './iab-platform.js';

/** One part of a section. Of an opt-out, 1 is yes and 2 is no; 0 is a question that does not arise. */
interface Segment {
  readonly SaleOptOut?: number;
  readonly SharingOptOut?: number;
  readonly TargetedAdvertisingOptOut?: number;
  readonly Gpc?: boolean;
}

/** The part of PingReturn that we read. */
interface Ping {
  readonly signalStatus: string;
  readonly cmpId: number;
  readonly gppString: string;
  readonly applicableSections: readonly number[];
  /** The specification has an array of segments, the reference library merges them into one. */
  readonly parsedSections: Readonly<Record<string, Segment | readonly Segment[]>>;
}

/** Whose laws the sections are, from number 7 on. */
const LAWS = 'nat ca va co ut ct fl mt or tx de ia ne nh nj tn mn md in ky ri'.split(' ');

/**
 * Asks a platform of IAB GPP for the opt-outs of the United States: they are about marketing and sharing, and about nothing
 * else. Where another law applies, it says nothing; where it names no law, it is pending.
 */
export const gpp = (): Plugin =>
  iabPlatform<object, Ping>('gpp', {
    global: '__gpp',
    version: [],
    // A ping is answered at once, by specification.
    answersOf(_event, ping) {
      if (ping?.signalStatus !== 'ready') return null;
      const { applicableSections, parsedSections, cmpId, gppString } = ping;
      if (!applicableSections.some((id) => id > 0)) return null;
      if (applicableSections.every((id) => id < 6)) return {};
      // Sections of other laws stay in the string. Some platforms call theirs `usnatv1`.
      const names = applicableSections.map((id) => `us${LAWS[id - 7]}`);
      const said = Object.entries(parsedSections)
        .flatMap(([name, section]) => (names.includes(name.replace('v1', '')) ? section : []))
        .flatMap((part) => [part.Gpc && 1, part.SaleOptOut, part.SharingOptOut, part.TargetedAdvertisingOptOut]);
      const unless = said.includes(2) ? 'granted' : 'pending';
      const state = said.includes(1) ? 'denied' : unless;
      // Who did not opt out has not clicked.
      const proof = { platform: `gpp ${cmpId}`, text: gppString, implicit: state !== 'denied' };
      return { marketing: state, sharing: state, proof };
    },
  });
