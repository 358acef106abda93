import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { campaignOf, pageUrlOf } from '../../../../packages/browser/src/capture/page-url.js';
import { isClickId } from '../../../../packages/browser/src/click-id.js';
import { email } from './personal-data.js';

// Thousands of drawn texts: slow where the machine is shared.
vi.setConfig({ testTimeout: 60_000 });

const CLICK_IDS = 'gclid gbraid wbraid dclid fbclid msclkid ttclid twclid li_fat_id epik ScCid yclid'.split(' ');
const UTM = ['source', 'medium', 'campaign', 'term', 'content', 'id'].map((word) => `utm_${word}`);

it.each([
  ['https://shop.example/a/b?utm_source=x&id=7&utm_id=9#part', 'https://shop.example/a/b?utm_source=x&utm_id=9'],
  ['https://ann:secret@shop.example:8443/', 'https://shop.example:8443/'],
  ['http://127.0.0.1:8080/shoes', 'http://127.0.0.1:8080/shoes'],
  ['https://shop.example/u/ann@shop.example/orders', 'https://shop.example/u/[email]/orders'],
  ['https://shop.example/u/ann%40shop.example', 'https://shop.example/u/[email]'],
  ['https://shop.example/u/ann%2540shop.example', 'https://shop.example/u/[email]'],
  ['https://shop.example/reset/0b5f9a2e-7c1d-4d2f-9a55-1f0b6a7c8d9e', 'https://shop.example/reset/[token]'],
  ['https://shop.example/pay/4111-1111-1111-1111', 'https://shop.example/pay/[card]'],
  ['https://shop.example/?utm_content=ann%40shop.example', 'https://shop.example/?utm_content=[email]'],
  ['https://shop.example/100%/caf%C3%A9%', 'https://shop.example/100%/caf%C3%A9%'],
])('S5: %s is kept as %s', (address, kept) => {
  expect(pageUrlOf(address)).toBe(kept);
});

it.each([
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///home/ann/x.html',
    'about:blank',
    'blob:https://shop.example/1',
  ],
  ...[
    'mailto:ann@shop.example',
    'android-app://com.google.android.gm/',
    'httpx://shop.example/',
    '',
    '/shoes',
    'https://',
    'https://[',
  ],
])('S5: %s is no web address and becomes nothing', (address) => {
  expect(pageUrlOf(address)).toBe('');
});

describe('S5: whatever an address holds', () => {
  it('S5: an e-mail in its path, query, fragment or user name does not survive', () => {
    fc.assert(
      fc.property(email, fc.integer({ min: 0, max: 2 }), (address, times) => {
        const written = Array.from({ length: times }).reduce<string>((text) => encodeURIComponent(text), address);
        const url = `https://${encodeURIComponent(address)}@shop.example/u/${written}/?utm_term=${written}&q=${written}#${written}`;
        expect(pageUrlOf(url)).toMatch(/^https:\/\/shop\.example\/u\/\[email\]\/\?utm_term=\[email\]$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('S5: it never throws, and keeps no fragment and no other word of the query', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('%', '%2', '%zz', '%25', '%u12', '?', '#', '&', '/', '%C3'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const kept = pageUrlOf(`https://shop.example/${pieces.join('')}?token=hush&utm_id=1#hush`);
        expect(kept).not.toMatch(/^[^?]*\?.*token=/);
        expect(kept).not.toContain('#');
      }),
      { numRuns: 1_500 },
    );
  });

  it('S5: cleaning it twice is cleaning it once', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(pageUrlOf(pageUrlOf(url))).toBe(pageUrlOf(url));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('S6: campaign words', () => {
  it.each([...UTM, ...CLICK_IDS])('S6: %s is read from a query', (name) => {
    expect(campaignOf(`?q=hush&${name}=a1&token=hush`)).toEqual({ [name]: 'a1' });
  });

  it.each(CLICK_IDS)('S6: %s is a click id, and stays out of an address', (name) => {
    expect(isClickId(name)).toBe(true);
    expect(pageUrlOf(`https://shop.example/a?${name}=a1&utm_source=x`)).toBe('https://shop.example/a?utm_source=x');
  });

  it.each([...UTM, 'q', 'xgclid', 'gclid2', 'GCLID', 'email', '__proto__'])('S6: %s is no click id', (name) => {
    expect(isClickId(name)).toBe(false);
  });

  it('S6: no other word of a query survives', () => {
    const known = new Set([...UTM, ...CLICK_IDS]);
    fc.assert(
      fc.property(fc.webQueryParameters(), (query) => Object.keys(campaignOf(query)).every((name) => known.has(name))),
      { numRuns: 2_000 },
    );
  });
});
