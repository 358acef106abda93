import { readFileSync } from 'node:fs';
import type { AisleEvent, PropensityModel } from '@aisle/schema';
import type { GoldenCase } from '../../../helpers/golden-cases.js';
import { eventOf } from '../build-events.js';

/** A golden case of a model: what it sees, and what it says. */
export interface PropensityCase extends GoldenCase {
  readonly now: string;
  readonly model: string;
  readonly features?: readonly (number | null)[];
  readonly prediction?: number;
  /** Of a model for categories. */
  readonly featuresByCategory?: Readonly<Record<string, readonly (number | null)[]>>;
  readonly predictions?: Readonly<Record<string, number>>;
}

interface PropensityFile {
  readonly models: Readonly<Record<string, PropensityModel>>;
  readonly cases: readonly PropensityCase[];
}

/** `test/cases/propensity.json`. */
export const goldenPropensity = JSON.parse(
  readFileSync(new URL('../../../cases/propensity.json', import.meta.url), 'utf8'),
) as PropensityFile;

/** The events of a case as they were recorded. */
export const eventsIn = ({ events = [] }: PropensityCase): readonly AisleEvent[] =>
  events.map(({ at = '', purposes, ...sketch }, place) => ({
    ...eventOf({ ...sketch, atMs: Date.parse(at), ...(purposes && { purposes: [...purposes] }) }),
    id: `event-${place}`,
    seq: place,
    visitorId: 'visitor-1',
  }));

/** The model of a case. */
export const modelIn = ({ model }: PropensityCase): PropensityModel => {
  const found = goldenPropensity.models[model];
  if (!found) throw new Error(`no model ${model}`);
  return found;
};
