import { summaryOf } from '@aisle/report';
import { expect, it } from 'vitest';
import { eventAt, HOUR, seededWarehouse } from './seeded-warehouse.js';

it('leaves out exposures whose candidate is no text, and takes none as the default', async () => {
  const exposure = (candidate: unknown) => eventAt(1, 'x_exposure', { params: { slot: 'home-hero', candidate } });
  const { warehouse } = await seededWarehouse([exposure(1e16), exposure({ a: 1 }), exposure(null), exposure('sale')]);
  const { exposures } = await summaryOf(warehouse, HOUR);
  expect(exposures.map(({ candidate }) => candidate)).toEqual(['default', 'sale']);
});

it('adds up drops beyond what a 64-bit integer holds', async () => {
  const { warehouse, add } = await seededWarehouse([eventAt(0, 'page_view')], {
    drops: { offline: Number.MAX_SAFE_INTEGER },
  });
  await add([eventAt(1, 'page_view')]);
  const [offline] = (await summaryOf(warehouse, HOUR)).drops;
  expect(offline).toEqual({ reason: 'offline', count: 2 * Number.MAX_SAFE_INTEGER });
});

it('reads integers beyond the safe ones as the nearest number', async () => {
  const { warehouse } = await seededWarehouse([]);
  expect(await warehouse.rows('SELECT 9223372036854775807 AS big, 7 AS small', {})).toEqual([
    { big: 2 ** 63, small: 7 },
  ]);
});

it('cuts names of slots, candidates and segments', async () => {
  const long = 'n'.repeat(5000);
  const { warehouse } = await seededWarehouse([
    eventAt(1, 'x_exposure', { params: { slot: long, candidate: long } }),
    eventAt(1, 'x_segment', { params: { segment: long, change: 'entered' } }),
  ]);
  const { exposures, segments } = await summaryOf(warehouse, HOUR);
  expect([exposures[0]?.slot, exposures[0]?.candidate, segments[0]?.segment]).toEqual(
    Array.from({ length: 3 }, () => 'n'.repeat(100)),
  );
});
