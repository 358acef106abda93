import { isClickId } from '../click-id.js';
import type { Params, Purpose } from '@aisle/schema';

/** What of an event's parameters the purposes allow: campaign words need measurement, click ids marketing. */
export const fieldsFor = (params: Params, purposes: readonly Purpose[]): Params => {
  const isMeasured = purposes.includes('measurement');
  const isAllowed = (name: string): boolean =>
    isClickId(name) ? purposes.includes('marketing') : isMeasured || !name.startsWith('utm_');
  return Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => isAllowed(name))
      // The only query an address still has is campaign words.
      .map(([name, value]) => [
        name,
        !isMeasured && /^page_(location|referrer)$/.test(name) ? String(value).split('?')[0] : value,
      ]),
  );
};
