import type { AisleEvent } from '@aisle/schema';

/**
 * Gives the country of an event (ISO 3166-1), or undefined. The form of events has no field for it: a shop that wants rankings by
 * country sends `region` beside GA4's parameters, `DE` or `DE-BY`.
 */
export const regionOf = ({ params }: AisleEvent): string | undefined => {
  const region = Object.hasOwn(params, 'region') ? params['region'] : undefined;
  return typeof region === 'string' ? /^([A-Za-z]{2})(?:-|$)/.exec(region)?.[1]?.toUpperCase() : undefined;
};
