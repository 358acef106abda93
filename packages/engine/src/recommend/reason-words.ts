import type { StrategyId } from '@aisle/schema';

/** Why a strategy gives an item, in a shopper's words. `{because}` is the name of the product, category or brand it follows from. */
export type ReasonWords = Readonly<Partial<Record<StrategyId, string>>>;

export const englishReasons: ReasonWords = {
  'recently-viewed': 'You looked at this',
  'back-in-stock': 'Back in stock',
  'price-drop': 'Cheaper than when you looked',
  'also-viewed': 'Because you looked at {because}',
  'bought-together': 'Often bought with {because}',
  'cross-sell': 'Goes with {because} in your cart',
  similar: 'Similar to {because}',
  popular: 'Popular with others',
  trending: 'In demand right now',
  'best-in-category': 'Popular in {because}',
  'in-your-categories': 'Because you looked at {because}',
  'new-in-your-categories': 'New in {because}',
  'personal-picks': 'Because you looked at {because}',
};

export const germanReasons: ReasonWords = {
  'recently-viewed': 'Das haben Sie sich angesehen',
  'back-in-stock': 'Wieder lieferbar',
  'price-drop': 'Günstiger als beim letzten Ansehen',
  'also-viewed': 'Weil Sie sich {because} angesehen haben',
  'bought-together': 'Oft zusammen gekauft mit {because}',
  'cross-sell': 'Passt zu {because} in Ihrem Warenkorb',
  similar: 'Ähnlich wie {because}',
  popular: 'Bei anderen beliebt',
  trending: 'Gerade gefragt',
  'best-in-category': 'Beliebt in {because}',
  'in-your-categories': 'Weil Sie sich {because} angesehen haben',
  'new-in-your-categories': 'Neu in {because}',
  'personal-picks': 'Weil Sie sich {because} angesehen haben',
};
