import type { Aggregate } from '@aisle/schema';

/** What `readySegments` ask of the past: put them beside the segments. */
export const readyAggregates: readonly Aggregate[] = [
  {
    id: 'coupon-orders',
    title: 'Orders with a coupon in 180 days',
    fn: 'count',
    event: 'purchase',
    where: { coupon: { $exists: true } },
    within: { days: 180 },
  },
  {
    id: 'promotions-seen',
    title: 'Promotions clicked in 30 days',
    fn: 'count',
    event: 'select_promotion',
    within: { days: 30 },
  },
];
