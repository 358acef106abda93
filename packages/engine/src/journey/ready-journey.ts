import type { Journey } from '@aisle/schema';

/** A journey that fits most shops, as data: put it, or a changed copy, into a playbook. The last stage that matches counts. */
export const readyJourney: Journey = {
  stages: [
    { id: 'discovery', title: 'Looks around', when: {} },
    {
      id: 'consideration',
      title: 'Compares',
      when: {
        $or: [
          { 'session.counts.view_item': { $gte: 3 } },
          { 'session.counts.search': { $gte: 2 } },
          { 'cart.lines': { $gte: 1 } },
        ],
      },
    },
    {
      id: 'purchase',
      title: 'Is about to buy',
      when: { 'cart.lines': { $gte: 1 }, 'cart.hoursSinceCheckout': { $lt: 24 } },
    },
    {
      id: 'post-purchase',
      title: 'Has bought',
      when: { 'orders.daysSinceLast': { $lt: 14 }, 'cart.lines': 0 },
    },
    {
      id: 'lapsed',
      title: 'Stayed away',
      when: {
        $or: [
          { 'profile.daysSinceLast': { $gte: 60 } },
          {
            'session.daysAway': { $gte: 60 },
            'session.depth': { $lte: 1 },
            'session.counts.purchase': { $exists: false },
          },
        ],
      },
    },
  ],
};
