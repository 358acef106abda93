import type { Params } from '@aisle/schema';
import { summaryOf, type Warehouse } from '@aisle/report';
import { expect, it } from 'vitest';
import { revenueOf } from '../../../packages/report/src/summary/revenue.js';
import { eventAt, HOUR, seededWarehouse } from './seeded-warehouse.js';

const purchase = (minute: number, params: Params, traffic?: 'replay') =>
  eventAt(minute, 'purchase', { params, ...(traffic && { traffic }) });

it('adds up by currency and takes refunds apart', async () => {
  const { warehouse } = await seededWarehouse([
    purchase(1, { transaction_id: 'T1', currency: 'EUR', value: 10.1 }),
    purchase(2, { transaction_id: 'T2', currency: 'EUR', value: 20.2 }),
    purchase(3, { transaction_id: 'T3', currency: 'SEK', value: 999 }),
    eventAt(4, 'refund', { params: { transaction_id: 'T1', currency: 'EUR', value: 5 } }),
    purchase(5, { transaction_id: 'T4', value: 7 }),
  ]);
  expect((await summaryOf(warehouse, HOUR)).revenue).toEqual([
    { currency: 'SEK', orders: 1, value: 999, refunded: 0 },
    { currency: 'EUR', orders: 2, value: 30.3, refunded: 5 },
    { currency: null, orders: 1, value: 7, refunded: 0 },
  ]);
});

it('counts a transaction once when its page is loaded again, even in a later window', async () => {
  const { warehouse } = await seededWarehouse([
    purchase(1, { transaction_id: 'T1', currency: 'EUR', value: 10 }),
    purchase(2, { transaction_id: 'T1', currency: 'EUR', value: 10 }),
    purchase(70, { transaction_id: 'T1', currency: 'EUR', value: 10 }),
  ]);
  const nextHour = { ...HOUR, fromMs: HOUR.toMs + 1, toMs: HOUR.toMs + 3_600_000 };
  expect((await summaryOf(warehouse, HOUR)).revenue).toEqual([{ currency: 'EUR', orders: 1, value: 10, refunded: 0 }]);
  expect((await summaryOf(warehouse, nextHour)).revenue).toEqual([]);
});

it('counts purchases without a transaction id each for itself', async () => {
  const { warehouse } = await seededWarehouse([
    purchase(1, { currency: 'EUR', value: 10 }),
    purchase(1, { currency: 'EUR', value: 10 }),
  ]);
  expect((await summaryOf(warehouse, HOUR)).revenue[0]).toMatchObject({ orders: 2, value: 20 });
});

it('does not let a replayed transaction hide a real one', async () => {
  const { warehouse } = await seededWarehouse([
    purchase(1, { transaction_id: 'T1', currency: 'EUR', value: 10 }, 'replay'),
    purchase(2, { transaction_id: 'T1', currency: 'EUR', value: 10 }),
  ]);
  expect((await summaryOf(warehouse, HOUR)).revenue[0]).toMatchObject({ orders: 1 });
});

it('takes the value from the items when the shop sends none', async () => {
  const items = [{ item_id: 'A', price: 2.5, quantity: 2 }, { item_id: 'B', price: 4 }, { item_id: 'C' }];
  const { warehouse } = await seededWarehouse([purchase(1, { transaction_id: 'T1', currency: 'EUR', items })]);
  expect((await summaryOf(warehouse, HOUR)).revenue[0]).toMatchObject({ orders: 1, value: 9 });
});

it('counts the first of a transaction by time and then by id, in whatever order they came in', async () => {
  const of = (minute: number, id: string, value: number) =>
    eventAt(minute, 'purchase', { id, params: { transaction_id: 'T1', currency: 'EUR', value } });
  const { warehouse } = await seededWarehouse([
    of(9, 'event-late', 9),
    of(2, 'event-b-early', 2),
    of(2, 'event-a-early', 1),
  ]);
  expect((await summaryOf(warehouse, HOUR)).revenue).toEqual([{ currency: 'EUR', orders: 1, value: 1, refunded: 0 }]);
});

it('looks up earlier purchases of a transaction by its id alone', async () => {
  const { warehouse } = await seededWarehouse([]);
  const plans: string[] = [];
  const explaining: Warehouse = {
    ...warehouse,
    rows: async (sql, parameters) => {
      const steps = await warehouse.rows(`EXPLAIN QUERY PLAN ${sql}`, parameters);
      plans.push(...steps.map(({ detail }) => String(detail)));
      return warehouse.rows(sql, parameters);
    },
  };
  await revenueOf(explaining, HOUR);
  expect(plans.filter((step) => step.includes('purchases_by_transaction'))).toEqual([
    'SEARCH event_rows USING INDEX purchases_by_transaction (site=? AND <expr>=?)',
  ]);
});

// Compared pair by pair, so many would run into the test's time limit.
it('answers at once for a flood of purchases under one transaction id, the latest first', async () => {
  const { warehouse } = await seededWarehouse(
    Array.from({ length: 10_000 }, (_, number) =>
      eventAt(0, 'purchase', {
        atMs: HOUR.toMs - number,
        params: { transaction_id: 'T1', currency: 'EUR', value: number },
      }),
    ),
  );
  expect((await summaryOf(warehouse, HOUR)).revenue).toMatchObject([{ orders: 1, value: 9999 }]);
});

it('survives more money than a 64-bit integer holds', async () => {
  const items = [{ item_id: 'A', price: 1e9, quantity: 1e9 }];
  const { warehouse } = await seededWarehouse(
    Array.from({ length: 20 }, (_, number) => purchase(number, { currency: 'EUR', items })),
  );
  expect((await summaryOf(warehouse, HOUR)).revenue).toEqual([
    { currency: 'EUR', orders: 20, value: 2e19, refunded: 0 },
  ]);
});

it('lists no more currencies than a page can show', async () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const currencies = letters.slice(0, 6).flatMap((first) => letters.map((second) => `X${first}${second}`));
  const { warehouse } = await seededWarehouse(currencies.map((currency) => purchase(1, { currency, value: 1 })));
  expect((await summaryOf(warehouse, HOUR)).revenue).toHaveLength(100);
});
