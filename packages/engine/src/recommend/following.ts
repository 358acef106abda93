import { own } from '../own.js';
import type { Asked } from './asked.js';
import { type Found, foundIn } from './found.js';

/** All that the last clicks lead to: a catalogue may have few of them. */
const MOST = 300;

/** What a model, or a service, says follows from some items. What it only adds because it is popular is left to the fallback. */
export const following = (
  asked: Asked,
  kind: 'neighbours' | 'together' | 'similar' | 'remote',
  seeds: readonly string[],
): readonly Found[] =>
  (own(asked.models, kind)?.suggest(seeds, { limit: MOST, recommender: asked.recommender.id }) ?? []).flatMap(
    (suggestion) => {
      const because = own(suggestion, 'because');
      return because === undefined ? [] : foundIn(asked, suggestion.itemId, because);
    },
  );

/** What was viewed since a moment, the first first, and what the page is about last. */
export const viewsSince = (sinceMs: number | null, { profile: { recents }, here }: Asked): readonly string[] => [
  ...recents.flatMap(({ itemId, atMs }) => (atMs < (sinceMs ?? 0) || itemId === here ? [] : itemId)).toReversed(),
  ...(here ? [here] : []),
];

export const idsOf = (seen: readonly { readonly itemId: string }[]): readonly string[] =>
  seen.map(({ itemId }) => itemId);
