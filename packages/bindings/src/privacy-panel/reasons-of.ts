import type { Explanation } from '@aisle/browser';
import { joined, own, type PanelWords } from './panel-words.js';

type Tree = Explanation['segments'][number]['tree'];
type Segments = Explanation['segments'];

/** Questions that made it so: of what had to be absent, all of them. */
const factsIn = (tree: Tree, segments: Segments, all = false): readonly string[] => {
  if (!all && !tree.holds) return [];
  if (tree.kind !== 'check') return tree.parts.flatMap((part) => factsIn(part, segments, all || tree.kind === 'none'));
  if (tree.fact !== 'segments') return [tree.fact];
  // A segment is no input: what put the shopper into it is.
  const asked = JSON.stringify(tree.expected) ?? '';
  return segments.flatMap(({ id, isIn, tree: why }, place) =>
    isIn && asked.includes(`"${id}"`) ? factsIn(why, segments.slice(0, place)) : [],
  );
};

/** Of each input: a row of eight products follows from many. */
const MOST_DETAILS = 3;
const AFFINITY = /^affinity\.\w+\.(.+)/;

/**
 * Lists the stored inputs that a decision rests on, in a shopper's words. All of them are the profile's, so all rest on
 * personalization. Facts of the page, the device and the clock are not stored and not listed.
 */
export const storedInputs = ({ decision, candidates, segments }: Explanation, words: PanelWords): readonly string[] => {
  if (decision.candidate === null) return [];
  const audience = candidates
    .filter(({ outcome }) => outcome === 'chosen')
    .flatMap(({ gates }) => gates.filter(({ outcome }) => outcome === 'no-match'));
  const facts = audience.flatMap(({ tree }) => factsIn(tree, segments));
  // The shop's names for what it recommends: the device keeps ids alone.
  const names = new Map(decision.items.map(({ item }) => [item.item_id, item.item_name]));
  const detailsOf = new Map<string, Set<string>>();
  for (const [kind, detail] of [
    ...facts.map((fact) => [fact.split('.')[0] ?? '', AFFINITY.exec(fact)?.[1]] as const),
    ...decision.items.flatMap(({ because }) => (because ? [['items', names.get(because) ?? because] as const] : [])),
  ]) {
    const input = own(words.why.inputs, kind);
    if (input) detailsOf.set(input, new Set([...(detailsOf.get(input) ?? []), ...(detail ? [detail] : [])]));
  }
  return [...detailsOf].map(([input, details]) => {
    const said = joined(words, [...details].slice(0, MOST_DETAILS));
    return said ? `${input} (${said})` : input;
  });
};
