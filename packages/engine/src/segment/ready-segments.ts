import type { Segment } from '@aisle/schema';

/** Segments most shops want, as data: put them, or changed copies, into a playbook. Money is in the shop's currency. */
export const readySegments: readonly Segment[] = [
  {
    id: 'first-time',
    title: 'First-time visitors',
    description: 'In their first session, and nothing bought.',
    when: { 'profile.sessions': { $lte: 1 }, 'orders.count': 0 },
  },
  {
    id: 'returning',
    title: 'Returning visitors',
    description: 'Came back for a second session or more.',
    when: { 'profile.sessions': { $gte: 2 } },
  },
  {
    id: 'cart-abandoner',
    title: 'Cart abandoners',
    description: 'Left something in the cart and did not touch it for an hour.',
    when: { 'cart.lines': { $gte: 1 }, 'cart.hoursSinceChange': { $gte: 1 } },
  },
  {
    id: 'checkout-abandoner',
    title: 'Checkout abandoners',
    description: 'Began to check out and did not buy within an hour.',
    parent: 'cart-abandoner',
    when: { 'cart.hoursSinceCheckout': { $gte: 1 } },
  },
  {
    id: 'customer',
    title: 'Customers',
    description: 'Bought at least once.',
    when: { 'orders.count': { $gte: 1 } },
  },
  {
    id: 'high-value',
    title: 'High-value customers',
    description: 'Bought for 500 or more, or three times or more.',
    parent: 'customer',
    when: { $or: [{ 'orders.value': { $gte: 500 } }, { 'orders.count': { $gte: 3 } }] },
  },
  {
    id: 'occasional',
    title: 'Occasional customers',
    description: 'Bought once or twice, for less than 500.',
    parent: 'customer',
    when: { 'orders.value': { $lt: 500 }, 'orders.count': { $lte: 2 } },
  },
  {
    id: 'loyal',
    title: 'Loyal customers',
    description: 'Bought three times or more, the last time within 90 days.',
    parent: 'customer',
    when: { 'orders.count': { $gte: 3 }, 'orders.daysSinceLast': { $lt: 90 } },
  },
  {
    id: 'lapsing',
    title: 'Lapsing customers',
    description: 'Bought before, but not for 90 days.',
    parent: 'customer',
    when: { 'orders.daysSinceLast': { $gte: 90 } },
  },
  {
    id: 'discount-led',
    title: 'Discount-led shoppers',
    description: 'Ordered with a coupon, or followed three promotions. Asks `readyAggregates`.',
    when: { $or: [{ 'history.coupon-orders': { $gte: 1 } }, { 'history.promotions-seen': { $gte: 3 } }] },
  },
  {
    id: 'category-lover',
    title: 'Category lovers',
    description: 'Interested in one category above all: about five views, less as weeks go by.',
    when: { 'affinity.topCategoryWeight': { $gte: 5 } },
  },
  {
    id: 'window-shopper',
    title: 'Window shoppers',
    description: 'Looked at ten products or more, never put one into the cart and never bought.',
    when: {
      'profile.counts.view_item': { $gte: 10 },
      'profile.counts.add_to_cart': { $exists: false },
      'orders.count': 0,
    },
  },
];
