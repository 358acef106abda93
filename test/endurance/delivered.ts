import { emptyProfile, type Profile, reduceProfile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import type { Page } from 'playwright';
import type { AisleGlobal } from '../helpers/aisle-global.js';

/** The numbers by which `recordMarks` tells events apart, in the order of the events; what the SDK records itself has none. */
export const marksOf = (events: readonly AisleEvent[]): readonly number[] =>
  events.flatMap(({ params: { mark } }) => (typeof mark === 'number' ? [mark] : []));

/** What of the marks 0 to `count` is missing, and what is there twice. */
export const tallyOf = (marks: readonly number[], count: number) => {
  const seen = new Set(marks);
  const lost = Array.from({ length: count }, (_, mark) => mark).filter((mark) => !seen.has(mark));
  return { lost, twice: marks.length - seen.size };
};

/** The fold of events: what a device that saw them knows. */
export const replayed = (events: readonly AisleEvent[], base: Profile | null = null): Profile =>
  events.reduce((profile, event) => reduceProfile(profile, event, []), base ?? emptyProfile);

export type Exported = NonNullable<Awaited<ReturnType<AisleGlobal['privacy']['export']>>>;

/** All that the device holds. */
export const exportedFrom = async (page: Page): Promise<Exported> => {
  const exported = await page.evaluate(() => aisle.privacy.export());
  if (!exported) throw new Error('the device holds nothing');
  return exported;
};
