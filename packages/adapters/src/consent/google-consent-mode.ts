import type { Plugin } from '@aisle/browser';
import { hearPushes } from '../data-layer/hear-pushes.js';
import { consentPlatform, globalOf } from './consent-platform.js';

type Command = readonly [name: 'consent', kind: string, values: Readonly<Record<string, unknown>>];

export interface GoogleConsentModeOptions {
  /** Where the shop keeps its data layer, when it renamed it. */
  readonly dataLayer?: string;
  /** Where the shopper is (`US-CA`, `DE`), as the shop knows it. Without it, a region's default can only deny. */
  readonly region?: string;
}

/** Every key has to be granted. */
const NEEDED = {
  personalization: ['personalization_storage'],
  measurement: ['analytics_storage'],
  marketing: ['ad_storage', 'ad_user_data', 'ad_personalization'],
  sharing: ['ad_user_data'],
};

/** The rank of a command: an update's is the highest, and the smaller region's is higher. 0: it is not for this shopper. */
const rankOf = ([, kind, { region: places }]: Command, value: unknown, region?: string): number => {
  if (kind === 'update') return 4;
  if (!Array.isArray(places)) return 1;
  if (!region) return value === 'denied' ? 3 : 0;
  if (places.includes(region)) return 3;
  return places.includes(region.slice(0, 2)) ? 2 : 0;
};

/**
 * Reads Google Consent Mode 2 from the data layer: pending until an update, because defaults are nobody's answer. It carries no
 * time, version or proof. What a Tag Manager template sets without the data layer cannot be seen.
 */
export const googleConsentMode = ({ dataLayer = 'dataLayer', region }: GoogleConsentModeOptions = {}): Plugin => {
  const layerOf = () => globalOf(dataLayer) as unknown;
  // Tag Manager drops old entries of a long layer: what was seen is kept.
  const seen = new Set<Command>();

  return consentPlatform('google-consent-mode', {
    read() {
      // Not by what passes `push`: others wrap and replace it.
      for (const entry of layerOf() as (Command | null)[]) if (entry?.[0] === 'consent' && entry[2]) seen.add(entry);
      const commands = [...seen];
      if (!commands.some(([, kind]) => kind === 'update')) return null;
      const stateOf = (key: string): unknown => {
        let [best, state]: [number, unknown] = [1, 'pending'];
        for (const command of commands) {
          const value = Object.hasOwn(command[2], key) && command[2][key];
          const rank = value ? rankOf(command, value, region) : 0;
          if (rank >= best) [best, state] = [rank, value];
        }
        return state;
      };
      const answers = Object.fromEntries(
        Object.entries(NEEDED).map(([purpose, keys]) => {
          const states = keys.map(stateOf);
          const unless = states.includes('denied') ? 'denied' : 'pending';
          return [purpose, states.every((state) => state === 'granted') ? 'granted' : unless];
        }),
      );
      // A tag that repeats an answer is no click.
      return { ...answers, proof: { implicit: true } };
    },
    subscribe(ask) {
      const layer = layerOf();
      return Array.isArray(layer) && hearPushes(layer, ask);
    },
  });
};
