import { type PublishedPlaybook, type Recommend, recommenders as strategies } from '@aisle/engine';
import type { ModelHost } from './models/model-host.js';
import { createModelLoader } from './models/model-loader.js';

/** Makes ready what a playbook says of recommending, in a page that may learn more while it is there. */
export type PageRecommending = (playbook: PublishedPlaybook, host: ModelHost) => Recommend;

/** A row of cards, and some to leave out. */
const ROW = 12;

/** Those that do not ask which page it is: their answer is as good on the next one. */
const LASTING: readonly string[] = [
  'recently-viewed',
  'back-in-stock',
  'price-drop',
  'cross-sell',
  'in-your-categories',
  'new-in-your-categories',
  'personal-picks',
];

/**
 * All strategies. The models that a playbook names are loaded with code of their own, once the shopper is known here; until
 * they are there, and where they cannot be had, fallbacks answer.
 */
export const recommenders: PageRecommending = (playbook, host) => {
  const recommend = strategies(playbook);
  const { learned, ready } = createModelLoader(playbook, host);
  const ask: Recommend = (id, wish) => {
    const asked = { ...wish, models: learned()?.models };
    const picks = recommend(id, asked);
    // What another slot shows is better shown twice than a row left empty.
    return picks.length > 0 ? picks : recommend(id, { ...asked, context: { ...wish.context, shown: [] } });
  };
  const predict: Recommend['predict'] = (facts, profile) => learned()?.predict?.(facts, profile);
  const lasting = playbook.recommenders.filter(({ strategy }) => LASTING.includes(strategy));
  const prepare: Recommend['prepare'] = ({ profile, context }) => {
    // Neither this page's item nor what stands on it: there it may be shown.
    const elsewhere = { ...context, shown: [], page: { ...context.page, itemId: undefined } };
    return Object.fromEntries(lasting.map(({ id }) => [id, ask(id, { profile, context: elsewhere, limit: ROW })]));
  };
  return Object.assign(ask, { predict, prepare, ready });
};
