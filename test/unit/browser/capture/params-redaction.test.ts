import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { paramsOf } from '../../../../packages/browser/src/capture/params.js';
import { card, email, token } from './personal-data.js';

// Thousands of drawn texts: slow where the machine is shared.
vi.setConfig({ testTimeout: 60_000 });

const ignore = (): void => {};
const kept = (raw: unknown, sensitive?: readonly string[]) => paramsOf(raw, ignore, { sensitive });

describe('S1: what a shop says of an event', () => {
  it('S1: holds no e-mail, however deep, in no value, no name and no id', () => {
    fc.assert(
      fc.property(email, (address) => {
        const params = kept({
          page_title: `Hello ${address}`,
          page_path: `/u/${encodeURIComponent(address)}`,
          page_location: `https://shop.example/u/${address}?q=${address}#${address}`,
          page_referrer: `https://${encodeURIComponent(address)}@other.example/`,
          search_term: address,
          coupon: address,
          user_id: address,
          [address]: [{ deep: { deeper: `<${address}>` } }],
          items: [{ item_id: address, item_name: `For ${address}`, item_category: address }],
        });
        expect(JSON.stringify(params).replaceAll('example/', '')).not.toContain('@');
      }),
      { numRuns: 1_000 },
    );
  });

  it('S1: is redacted before it is cut, so that no half of an e-mail is left', () => {
    expect(kept({ note: `${'x '.repeat(992)}ann.with.a.long.name@shop.example` })['note']).not.toContain('ann');
  });

  it('S3, S4: holds no card and no token in a text', () => {
    fc.assert(
      fc.property(card, token, (number, key) => {
        const { note, items } = kept({ note: `${number}, ${key}`, items: [{ item_id: 'A', item_name: number }] });
        expect(note).toBe('[card], [token]');
        expect(items?.[0]?.item_name).toBe('[card]');
      }),
      { numRuns: 500 },
    );
  });
});

it.each([
  ['item_id', '4111111111111111'],
  ['x_group_id', '0612345678'],
  ['location_id', '10.20.30.40'],
  ['item_variant', '212-555-1234'],
  ['coupon', 'DE89370400440532013000'],
  ['item_id', 'https://shop.example/p/1?variant=2#red'],
])('S3: an %s that reads like %s survives', (name, id) => {
  expect(kept({ items: [{ item_id: 'A', [name]: id }] })['items']?.[0]).toMatchObject({ [name]: id });
});

it.each([
  ['transaction_id', '4111111111111111'],
  ['gclid', 'CjwKCAjw0123456789abcdefABCDEF0123456789_-x'],
  ['fbclid', 'IwAR0abcdef0123456789abcdef0123456789'],
  ['yclid', '4111111111111111'],
  ['value', 4111111111111111],
])('S3: %s %s survives', (name, id) => {
  expect(kept({ [name]: id })).toEqual({ [name]: id });
});

it('S5: an address in any field loses its query, fragment and user name', () => {
  expect(kept({ link_url: 'https://ann:pw@shop.example/a?token=hush&utm_id=1#hush' })).toEqual({
    link_url: 'https://shop.example/a?utm_id=1',
  });
});

describe('S7: search terms', () => {
  it('S7: are kept as typed, redacted and no longer than 100 characters', () => {
    expect(kept({ search_term: 'Red Shoes' })).toEqual({ search_term: 'Red Shoes' });
    expect(kept({ search_term: 'shoes of ann@shop.example' })).toEqual({ search_term: 'shoes of [email]' });
    expect(kept({ search_term: 'é'.repeat(101) })).toEqual({ search_term: 'é'.repeat(100) });
  });
});

describe('S7: sensitive categories', () => {
  const pill = { item_id: 'P1', item_category: 'Pharmacy', item_category3: 'HEALTH' };
  const shoe = { item_id: 'S1', item_category: 'Shoes', item_variant: 'Adult' };
  const said = {
    search_term: 'pills',
    item_list_name: 'Pills',
    value: 9,
    page_title: 'Pills',
    page_location: 'https://x.example/pills',
  };

  it('S7: leave their items out and the others in', () => {
    expect(kept({ ...said, items: [pill, shoe] }, ['health', 'Adult'])).toEqual({ ...said, items: [shoe] });
  });

  it('S7: leave nothing of an event that lost all its items but its order number', () => {
    const params = { ...said, currency: 'EUR', mood: 'ill', transaction_id: 'T1', items: [pill] };
    expect(JSON.parse(JSON.stringify(kept(params, ['Health'])))).toEqual({ transaction_id: 'T1', items: [] });
    expect(JSON.parse(JSON.stringify(kept({ ...said, items: [pill] }, ['Health'])))).toEqual({ items: [] });
  });

  it.each(['item_category', 'item_category2', 'item_category3', 'item_category4', 'item_category5'])(
    'S7: are looked for in %s',
    (field) => {
      expect(kept({ items: [{ item_id: 'A', [field]: 'ÄRZTE "24", [x]' }] }, ['ärzte "24", [X]'])['items']).toEqual([]);
    },
  );

  it.each([[[]], [['heal']], [['Healthy']], [['']], [undefined]])('S7: %j leave all as it is', (sensitive) => {
    expect(kept({ ...said, items: [pill] }, sensitive)).toEqual({ ...said, items: [pill] });
  });

  it('S7: do not touch an event that had no items', () => {
    expect(kept({ ...said, items: [] }, ['Health'])).toEqual({ ...said, items: [] });
  });
});
