import type { CatalogueItem, Playbook, Recommender, StrategyId } from '@aisle/schema';
import { strategyIds } from '@aisle/schema';
import { candidatesIn } from './conditions-in.js';
import { type Finding, oneOf } from './finding.js';
import { fallbacksFrom } from './recommender-references.js';

type At = (field: string, message: string, fix: string) => Finding;
type Look = (recommender: Recommender, playbook: Playbook, at: At) => readonly (Finding | false)[];

/** The kind of model without which a strategy finds nothing. */
const modelOf: Readonly<Partial<Record<StrategyId, string>>> = {
  'also-viewed': 'neighbours',
  'bought-together': 'together',
  'cross-sell': 'together',
  trending: 'popularity',
};

/** The catalogue's field without which a strategy finds nothing. */
const fieldOf: Readonly<Partial<Record<StrategyId, keyof CatalogueItem & string>>> = {
  'back-in-stock': 'x_restocked_at',
  'new-in-your-categories': 'x_added_at',
  'price-drop': 'price',
};

const isKnown = (strategy: string): strategy is StrategyId => strategyIds.some((known) => known === strategy);

const strategyFaults: Look = ({ strategy }, { models, catalogue = [] }, at) => {
  if (!isKnown(strategy))
    return [
      at(
        'strategy',
        `${strategy} is no strategy that this release knows: it finds nothing`,
        `write ${oneOf(strategyIds)}`,
      ),
    ];
  const [model, field] = [modelOf[strategy], fieldOf[strategy]];
  return [
    // Where there is no list at all the server adds one.
    model !== undefined &&
      models !== undefined &&
      !models.some(({ kind }) => kind === model) &&
      at(
        'strategy',
        `${strategy} finds nothing without a model of the kind ${model}, and models names none`,
        'train one with aisle train and add its models.json to models; leave it when your server adds the models',
      ),
    field !== undefined &&
      catalogue.length > 0 &&
      !catalogue.some((item) => item[field] !== undefined) &&
      at('strategy', `${strategy} finds nothing: no item of the catalogue has ${field}`, `add ${field} to the items`),
  ];
};

const categoriesOf = (item: CatalogueItem): readonly unknown[] => [
  item.item_category,
  item.item_category2,
  item.item_category3,
  item.item_category4,
  item.item_category5,
];

const ruleFaults: Look = (recommender, { catalogue = [] }, at) => {
  if (catalogue.length === 0) return [];
  const categories = new Set(catalogue.flatMap(categoriesOf));
  const brands = new Set(catalogue.map(({ item_brand }) => item_brand));
  const rules = [
    ['', recommender] as const,
    ...(recommender.boosts ?? []).map((boost, index) => [`boosts[${index}].`, boost] as const),
  ];
  const missing = (field: string, names: readonly string[], known: ReadonlySet<unknown>) =>
    names.flatMap((name, index) =>
      known.has(name)
        ? []
        : [
            at(
              `${field}[${index}]`,
              `no item of the catalogue has ${name}`,
              'write it as it stands in the catalogue, or take it out',
            ),
          ],
    );
  return rules.flatMap(([path, rule]) => [
    ...missing(`${path}categories`, rule.categories ?? [], categories),
    ...missing(`${path}brands`, rule.brands ?? [], brands),
    rule.minPrice !== undefined &&
      rule.maxPrice !== undefined &&
      rule.minPrice > rule.maxPrice &&
      at(`${path}minPrice`, 'no price is above minPrice and below maxPrice', 'change one of the two'),
  ]);
};

/** Whether every candidate that shows a recommender says how many items it must have. */
const isMinded = (id: string, playbook: Playbook): boolean => {
  const uses = candidatesIn(playbook).flatMap(({ candidate }) =>
    candidate.recommend?.recommender === id ? [candidate.recommend] : [],
  );
  return uses.length > 0 && uses.every(({ atLeast }) => atLeast !== undefined);
};

const endFaults: Look = ({ id }, playbook, at) => {
  const { recommenders = [] } = playbook;
  const index = recommenders.findIndex((one) => one.id === id);
  const chain = fallbacksFrom(recommenders, index).map((name) => recommenders.find((one) => one.id === name));
  const isOthers = recommenders.some(({ fallback }) => fallback === id);
  if (chain.some((one) => one?.strategy === 'popular') || isOthers || isMinded(id, playbook)) return [];
  return [
    at(
      'fallback',
      `${id} may find nothing, and nothing comes after it`,
      'end its fallbacks in a recommender of the strategy popular, or say atLeast where it is shown: then the default content stays',
    ),
  ];
};

const searchFaults = (playbook: Playbook): readonly Finding[] => {
  const { recommenders = [] } = playbook;
  return candidatesIn(playbook).flatMap(({ field, candidate }) => {
    const shown = recommenders.find(({ id }) => id === candidate.recommend?.recommender);
    if (shown?.strategy !== 'search') return [];
    const message = `${shown.id} looks for what a shopper types, and a slot has no such words`;
    return [{ field: `${field}.recommend`, message, fix: 'ask for it from code: aisle.recommend(id, { query })' }];
  });
};

/** Finds recommenders that find nothing, or less than their author thinks. */
export const emptyRecommenders = (playbook: Playbook): readonly Finding[] => {
  const recommenders = playbook.recommenders ?? [];
  const looks = [strategyFaults, ruleFaults, endFaults];
  return [
    ...recommenders.flatMap((recommender, index) => {
      const at: At = (field, message, fix) => ({ field: `recommenders[${index}].${field}`, message, fix });
      return looks.flatMap((look) => look(recommender, playbook, at)).filter((finding) => finding !== false);
    }),
    ...searchFaults(playbook),
  ];
};
