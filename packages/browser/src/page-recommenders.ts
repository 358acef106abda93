import { type PublishedPlaybook, type Recommend, recommendersWith, type Repertoire, strategies } from '@aisle/engine';
import type { Recommender } from '@aisle/schema';
import type { ModelHost } from './models/model-host.js';
import { createModelLoader } from './models/model-loader.js';

/** Makes ready what a playbook says of recommending, in a page that may learn more while it is there. */
export type PageRecommending = (playbook: PublishedPlaybook, host: ModelHost) => Recommend;

/** A row of cards, and some to leave out. */
const ROW = 12;

/** As what goes by the shopper they do not ask which page it is: their answer is as good on the next one. */
const LASTING: readonly string[] = ['recently-viewed', 'cross-sell'];

/**
 * All strategies. Code that few playbooks need is loaded when theirs does, and so are the models that it names, once the shopper
 * is known here; until they are there, and where they cannot be had, fallbacks answer.
 */
export const recommenders: PageRecommending = (playbook, host) => {
  const repertoire: Repertoire = {
    strategies: new Map(strategies),
    inOrder: (found) => found,
    pin: () => (picks) => picks,
  };
  const recommend = recommendersWith(repertoire)(playbook);
  const named = playbook.recommenders;
  const isAlike = ({ strategy }: Recommender): boolean => strategy === 'similar';
  const isPersonal = (one: Recommender): boolean => !strategies.has(one.strategy) && !isAlike(one);
  const parts = [
    named.some(isAlike) && import('./recommend/similar.js'),
    named.some(isPersonal) && import('./recommend/personal.js'),
    named.some(({ boosts, diversity, pins }) => boosts ?? diversity ?? pins) && import('./recommend/rules.js'),
  ].flatMap((part) => (part ? part.then(({ addTo }) => addTo(repertoire)) : []));
  const { learned, ready } = createModelLoader(playbook, host, parts);
  const ask: Recommend = (id, wish) => {
    const asked = { ...wish, models: learned()?.models };
    const picks = recommend(id, asked);
    // What another slot shows is better shown twice than a row left empty.
    return picks[0] ? picks : recommend(id, { ...asked, context: { ...wish.context, shown: [] } });
  };
  const predict: Recommend['predict'] = (facts, profile) => learned()?.predict?.(facts, profile);
  const lasting = named.filter((one) => isPersonal(one) || LASTING.includes(one.strategy));
  const prepare: Recommend['prepare'] = ({ profile, context }) => {
    // Neither this page's item nor what stands on it: there it may be shown.
    const elsewhere = { ...context, shown: [], page: { ...context.page, itemId: undefined } };
    return Object.fromEntries(lasting.map(({ id }) => [id, ask(id, { profile, context: elsewhere, limit: ROW })]));
  };
  return Object.assign(ask, { predict, prepare, ready });
};
