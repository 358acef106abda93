import type { AisleEvent, Playbook } from '@aisle/schema';

const dayMs = 86_400_000;

export const asking: Playbook = {
  v: 1,
  version: 'asking',
  aggregates: [
    { id: 'views', fn: 'count', event: 'view_item', within: { days: 7 } },
    { id: 'pages', fn: 'count', event: 'page_view', within: { days: 30 } },
    {
      id: 'knives',
      fn: 'count',
      event: 'view_item',
      per: 'item',
      where: { item_category: 'Knives' },
      within: { days: 5 },
    },
    { id: 'items', fn: 'distinct', event: 'view_item', per: 'item', field: 'item_id', within: { days: 7 } },
    { id: 'in-carts', fn: 'sum', event: 'add_to_cart', field: 'value', within: { days: 6 } },
    { id: 'lately', fn: 'count', event: 'view_item', within: { minutes: 5 } },
  ],
  sequences: [
    {
      id: 'left-in-cart',
      steps: [{ event: 'view_item', where: { shelf: 'top' } }, { event: 'add_to_cart' }],
      without: [{ event: 'purchase' }],
      within: { days: 3 },
    },
    { id: 'bought', steps: [{ event: 'add_to_cart' }, { event: 'purchase' }], within: { days: 30 } },
  ],
  scores: [
    {
      id: 'interest',
      title: 'Interest',
      rules: [
        { event: 'view_item', points: 1 },
        { event: 'add_to_cart', points: 5 },
      ],
      halfLifeDays: 4,
    },
  ],
  slots: [
    {
      id: 'hero',
      candidates: [{ id: 'lately', when: { 'history.lately': { $gte: 3 } }, content: { title: 'Lately' } }],
    },
  ],
};

/** The playbook of the time before anybody asked. */
export const askingNothing: Playbook = { v: 1, version: 'asking-nothing' };

const itemsOf = ({ params }: AisleEvent) =>
  (params['items'] ?? []) as readonly { item_id: string; item_category: string }[];

/** Says of a log what the playbook asks, by looking at all of it. */
export const bruteForce = (log: readonly AisleEvent[], nowMs: number) => {
  const since = (name: string, days: number) =>
    log.filter((event) => event.name === name && event.atMs > nowMs - days * dayMs);
  const views = since('view_item', 7);
  const isLeft = (view: AisleEvent, place: number): boolean => {
    const after = log.slice(place + 1).map(({ name }) => name);
    const isView = view.name === 'view_item' && view.params['shelf'] === 'top' && view.atMs > nowMs - 3 * dayMs;
    return isView && after.includes('add_to_cart') && !after.includes('purchase');
  };
  const points = (name: string, each: number) =>
    since(name, Infinity).reduce((sum, { atMs }) => sum + each * 2 ** (-(nowMs - atMs) / (4 * dayMs)), 0);
  return {
    history: {
      views: views.length,
      pages: since('page_view', 30).length,
      knives: since('view_item', 5)
        .flatMap(itemsOf)
        .filter((item) => item.item_category === 'Knives').length,
      items: new Set(views.flatMap(itemsOf).map((item) => item.item_id)).size,
      'in-carts': since('add_to_cart', 6).reduce((sum, { params }) => sum + Number(params['value']), 0),
      lately: since('view_item', 5 / 1_440).length,
      'left-in-cart': log.some(isLeft),
      bought: log.some(
        ({ name }, place) => name === 'add_to_cart' && log.slice(place).some((later) => later.name === 'purchase'),
      ),
    },
    interest: points('view_item', 1) + points('add_to_cart', 5),
  };
};
