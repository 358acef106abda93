import { valueAt } from '../condition/operators.js';
import type { Situation } from '../decide/situation.js';
import type { Pick } from '../decide/decision.js';
import type { FactsInProgress } from '../facts/facts-of.js';
import { own } from '../own.js';
import type { PublishedCandidate, PublishedPlaybook, PublishedSlot } from '../publish/published.js';
import { chainOf } from '../recommend/recommend.js';
import { treeOf } from './condition-tree.js';
import type { Explained } from './explanation.js';
import type { ExplainedInput, InputUse, Read } from './input.js';
import { purposesOf } from './purposes-of.js';
import { type Asked, readsIn, through } from './reads-in.js';

/** A decision, and all that is known of it but its inputs. */
export interface Deciding {
  readonly playbook: PublishedPlaybook;
  readonly slot: PublishedSlot;
  readonly situation: Situation;
  readonly explained: Omit<Explained, 'inputs'>;
}

type Used = readonly [use: InputUse, reads: readonly Read[]];

/** What a recommender leaves out, by the fact that says whether there is any of it. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  cart: 'cart.lines',
  viewed: 'profile.counts.view_item',
  purchased: 'orders.count',
  current: 'page.itemId',
};

/** What made the chosen candidate pass, and what put it before its equals. */
const readsOfChosen = ({ gates, priority }: PublishedCandidate, slot: PublishedSlot, asked: Asked): readonly Used[] => {
  const equals = slot.candidates.filter((one) => one.priority === priority);
  const weighed = equals[1] ? equals.flatMap((one) => one.weighted) : [];
  return [
    ...gates.map(([outcome, when]): Used => [
      outcome === 'no-match' ? 'audience' : 'limit',
      readsIn(treeOf(when, asked.facts), asked),
    ]),
    [
      'order',
      weighed
        .map(([path]) => ({ fact: path.join('.'), value: valueAt(asked.facts, path) }))
        .filter(({ value }) => Number(value)),
    ],
  ];
};

/** An arm is forced, previewed, or drawn by the visitor id, unless it was seen before. */
const readsOfArm = (id: string, { playbook, situation }: Deciding, asked: Asked): readonly Used[] => {
  const { variation: value, reason } = situation.assignmentTo(id);
  const fact = `experiments.${id}`;
  if (reason === 'forced') return [['arm', through(fact, [{ fact: `forced.${id}`, value }])]];
  if (reason === 'preview') return [['arm', through(fact, [{ fact: 'url', value }])]];
  if (!/^(sticky|assigned|other-|not-c)/.test(reason)) return [];
  const when = playbook.experiments.find((one) => one.id === id)?.when ?? [];
  return [
    ['audience', through(fact, readsIn(treeOf(when, asked.facts), asked))],
    ['arm', [{ fact, value }]],
  ];
};

/** Which fact an item follows from. */
const seedOf = ({ item, strategy }: Pick, because: string, facts: FactsInProgress): readonly string[] => {
  if (strategy === 'best-in-category') return ['page', 'category'];
  const liked = ['category', 'brand'].map((kind) => ['affinity', kind, because.replaceAll('.', '_')]);
  const found = liked.find((path) => valueAt(facts, path));
  if (found) return found;
  // What was recently viewed is there for having been seen, though this page is about it.
  if (item.item_id !== because && valueAt(facts, ['page', 'itemId']) === because) return ['page', 'itemId'];
  return /^(bo|c)/.test(strategy) ? ['cart', 'items'] : ['recents'];
};

/** What the items follow from, and what was left out for it. */
const readsOfItems = (
  { recommend }: PublishedCandidate,
  { playbook, explained }: Deciding,
  { facts }: Asked,
): readonly Used[] => {
  const { items } = explained.decision;
  const seeds = items.flatMap((pick): readonly Read[] => {
    const { because } = pick;
    if (because === undefined) return [];
    const path = seedOf(pick, because, facts);
    const name = playbook.catalogue.find(({ item_id }) => item_id === because)?.item_name;
    return [{ fact: path.join('.'), value: path[2] ? valueAt(facts, path) : because, detail: name ?? because }];
  });
  const chain = chainOf(new Map(playbook.recommenders.map((one) => [one.id, one])), recommend?.recommender ?? '');
  const leftOut = [...chain]
    .filter(({ strategy }) => items.some((item) => item.strategy === strategy))
    .flatMap((one) => own(one, 'exclude') ?? [])
    .map((kind) => {
      const fact = own(LEFT_OUT, kind) ?? '';
      return { fact: kind === 'viewed' ? 'recents' : fact, value: valueAt(facts, fact.split('.')) };
    })
    .filter(({ value }) => value);
  return [
    ['items', seeds],
    ['left-out', leftOut],
  ];
};

const readsOf = (deciding: Deciding): readonly Used[] => {
  const { playbook, slot, situation, explained } = deciding;
  const asked = { playbook, facts: situation.facts, segments: explained.segments };
  const thatWere = (known: RegExp): readonly PublishedCandidate[] =>
    slot.candidates.filter(({ id }) => explained.candidates.some((one) => one.id === id && known.test(one.outcome)));
  const chosen = thatWere(/^chosen/);
  const experiments = thatWere(/^(chosen|held|other)/).flatMap((candidate) => candidate.experiments);
  return [
    ...chosen.flatMap((candidate) => readsOfChosen(candidate, slot, asked)),
    ...experiments.flatMap((id) => readsOfArm(id, deciding, asked)),
    ...chosen.flatMap((candidate) => readsOfItems(candidate, deciding, asked)),
  ];
};

const detailOf = (fact: string, value: unknown): string | undefined =>
  fact.startsWith('affinity.top') && typeof value === 'string' ? value : /^affinity\.\w+\.(.+)/.exec(fact)?.[1];

/**
 * Lists what a decision rests on, each once. What would need a purpose that is not granted is not there: it was read as empty.
 * What candidates before the chosen one asked for in vain is in their gates.
 */
export const inputsOf = (deciding: Deciding): readonly ExplainedInput[] => {
  const { playbook, situation } = deciding;
  const consent = situation.facts['consent'] as Readonly<Record<string, unknown>>;
  const inputs = new Map<string, ExplainedInput>();
  for (const [use, reads] of readsOf(deciding)) {
    for (const read of reads) {
      const { fact, value, detail = detailOf(fact, value) } = read;
      const from = playbook.accumulators.find(({ space, id }) => `${space}.${id}` === fact);
      const purposes = purposesOf(fact, from);
      const events = from && [...new Set(from.rules.flatMap((rule) => rule.events))];
      const input = { ...read, use, ...(detail && { detail }), ...(events && { events }), purposes };
      if (purposes.every((one) => one === 'necessary' || (own(consent, one) ?? 'granted') === 'granted'))
        inputs.set(JSON.stringify(input), input);
    }
  }
  return [...inputs.values()];
};
