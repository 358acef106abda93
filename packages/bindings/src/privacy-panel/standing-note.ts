import { fill, joined, own, type PanelPurpose, type PanelWords } from './panel-words.js';
import type { Standing } from './panel-view.js';

/** The panel's own word, and that of a shop that calls `consent.set`. */
const OWN = 'api';

type Answer = Standing['sources'][string];

/** As the gate reads it: no answer at all is one that is awaited, a purpose that is not named is not spoken on. */
const stateIn = (answer: Answer | undefined, purpose: PanelPurpose): string | undefined =>
  answer ? (Object.hasOwn(answer, purpose) ? answer[purpose] : undefined) : 'pending';

/** Names a source as a shopper knows it; a banner, when it is none of ours. */
export const sourceName = ({ sources }: PanelWords, name: string): string => own(sources, name) ?? sources.banner;

/**
 * Says why a purpose stands as it does, where its switch does not say it all: another source is stricter or has not
 * answered, or nobody was asked. Empty when there is nothing to say.
 */
export const standingNote = (words: PanelWords, standing: Standing, purpose: PanelPurpose): string => {
  const { allow } = words;
  const state = standing[purpose];
  const spoken = Object.entries(standing.sources).map(([name, answer]) => [name, stateIn(answer, purpose)] as const);
  const has = (wanted: string): boolean => spoken.some(([, said]) => said === wanted);
  const others = (wanted: string): string =>
    joined(
      words,
      spoken.flatMap(([name, said]) => (said === wanted && name !== OWN ? [sourceName(words, name)] : [])),
    );

  if (state === 'granted') return has('granted') ? '' : allow.byRegion;
  if (state === 'denied') {
    const who = others('denied') || (has('denied') ? '' : words.sources.signal);
    return who && fill(allow.overruled, { who });
  }
  if (!has('granted')) return allow.unanswered;
  const who = others('pending');
  return who ? fill(allow.awaited, { who }) : allow.stale;
};
