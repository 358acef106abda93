import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { redact } from '../../../../packages/browser/src/capture/redact.js';

// What a shop writes by the thousand and nobody's secret: how much of it is taken for personal data by mistake.

// Thousands of dates and prices in words: slow where the machine is shared.
vi.setConfig({ testTimeout: 60_000 });

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const checked = (stem: string): string => {
  const sum = [...stem].reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 3 : 1), 0);
  return stem + ((10 - (sum % 10)) % 10);
};
const ean = (prefix: string) => digits(12 - prefix.length).map((rest) => checked(prefix + rest));
const moment = fc.date({ min: new Date('2001-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const said = (locale: string) =>
  moment.map((date) => date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }));
const day = moment.map((date) => date.toLocaleDateString('de-DE', { dateStyle: 'medium' }));
const price = fc
  .tuple(
    fc.double({ min: 0, max: 1e7, noNaN: true }),
    fc.constantFrom('de-DE', 'en-US', 'fr-FR', 'de-CH', 'sv-SE', 'en-IN'),
  )
  .map(([amount, locale]) => amount.toLocaleString(locale, { style: 'currency', currency: 'EUR' }));
const sku = fc.stringMatching(/^[A-Z]{2,4}-?\d{3,6}(-[A-Z]{1,3})?(-(XS|S|M|L|XL|\d{2}))?$/);

const ADJECTIVES = [
  'Vintage',
  'Organic',
  'WIRELESS',
  'Slim-fit',
  'Set of 12',
  '4-in-1',
  '100% cotton',
  '2.5 l',
  'Größe 42',
];
const NOUNS = [
  'Jug',
  'T-light holder',
  'ESPRESSO MACHINE',
  'Trainers',
  'SSD 980 Pro',
  'Screws M4x40',
  'Reset button',
  'Token ring',
];
const TAILS = [
  '',
  ' 500 g',
  ' 1080p',
  ' 120 x 80 x 75 cm',
  ' 3er-Pack',
  ' (2024)',
  ' EU 38/39',
  ' 220-240 V',
  ' @ 60 Hz',
  ' & lid',
  ' 1:43',
];
const productName = fc
  .tuple(fc.constantFrom(...ADJECTIVES), fc.constantFrom(...NOUNS), fc.constantFrom(...TAILS), sku)
  .map(([adjective, noun, tail, code]) => `${adjective} ${noun}${tail} ${code}`);

/** How many of a thousand texts are no longer what they were. */
const touchedOf = (texts: fc.Arbitrary<string>): number =>
  fc.sample(texts, { numRuns: 5_000, seed: 2026 }).filter((text) => redact(text) !== text).length / 5;

describe('S2, S3, S4: of a thousand harmless texts', () => {
  it.each<[string, fc.Arbitrary<string>]>([
    ['prices', price],
    ['stock codes', sku],
    ['product names', productName],
    ['times in ISO form', moment.map((date) => date.toISOString())],
    ['times in German', said('de-DE')],
    ['times in American', said('en-US')],
    ['times in French', said('fr-FR')],
    ['spans of days', fc.tuple(day, day).map(([from, until]) => `${from} - ${until}`)],
    ['epoch milliseconds', moment.map((date) => String(date.getTime()))],
    ['ISBN-13', fc.oneof(ean('978'), ean('979'))],
    [
      'ISBN with hyphens',
      fc
        .tuple(fc.constantFrom('', '978-'), digits(1), digits(3), digits(5), digits(1))
        .map(([prefix, ...parts]) => prefix + parts.join('-')),
    ],
    [
      'order numbers of a shop',
      fc.tuple(fc.constantFrom('ORD-2024-', '#', 'INV', '1000'), digits(6)).map((parts) => parts.join('')),
    ],
    [
      'order numbers of a marketplace',
      fc.tuple(fc.constantFrom('112', '302', '701'), digits(7), digits(7)).map((parts) => parts.join('-')),
    ],
    [
      'ids of Shopify',
      fc.oneof(
        digits(12).map((id) => `7${id}`),
        digits(13).map((id) => `4${id}`),
      ),
    ],
    ['sizes', fc.tuple(digits(3), digits(3), digits(2)).map((sides) => `${sides.join('x')} cm`)],
    ['decimals', fc.double({ min: 0, max: 1, noNaN: true }).map(String)],
  ])('none of the %s is touched', (_name, texts) => {
    expect(touchedOf(texts)).toBe(0);
  });

  it.each<[number, string, fc.Arbitrary<string>]>([
    [2, 'UUIDs', fc.uuid().map((id) => `/products/${id}`)],
    [3, 'ids of 24 hexadecimal digits', fc.stringMatching(/^[\da-f]{24}$/)],
    // What begins with 00 may be a phone, what begins with 4 may be an old card.
    [30, 'EAN-13', ean('')],
    [20, 'UPC', digits(12)],
    // What begins with 0 and has ten digits is a phone in half of Europe.
    [110, 'ISBN-10 in one piece', digits(10)],
  ])('at most %i of the %s are touched', (budget, _name, texts) => {
    expect(touchedOf(texts)).toBeLessThanOrEqual(budget);
  });
});

const sold = join(process.env['AISLE_DATA'] ?? '../shared/data', 'online-retail.tsv.gz');
const isThere = existsSync(sold);
const columnOf = (lines: readonly string[], place: number) => [
  ...new Set(lines.map((line) => line.split('\t')[place] ?? '')),
];

describe(`S2, S3, S4: what a real shop sold${isThere ? '' : ` [needs data: ${sold}]`}`, () => {
  it.skipIf(!isThere)('S2, S3, S4: not one in a thousand of its stock codes and invoice numbers is touched', () => {
    const [, ...lines] = gunzipSync(readFileSync(sold)).toString().trim().split('\n');
    const codes = [...columnOf(lines, 0), ...columnOf(lines, 1)];
    expect(codes.length).toBeGreaterThan(20_000);
    const touched = codes.filter((code) => redact(`Product ${code}`) !== `Product ${code}`);
    expect(touched.length, touched.slice(0, 9).join()).toBeLessThanOrEqual(codes.length / 1_000);
  });
});
