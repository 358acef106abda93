import fc from 'fast-check';

// Personal data as it is really written, drawn at random: for the tests of what must never be stored.

const textOf = (letters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const local = fc.oneof(
  textOf(`${LATIN}0123456789`, 1, 20),
  fc
    .tuple(textOf(LATIN, 1, 10), fc.constantFrom('.', '+', '-', '_', "'"), textOf(LATIN, 1, 10))
    .map((parts) => parts.join('')),
  textOf('äöüéñžabc', 2, 12),
  textOf('иванпетр', 2, 12),
  textOf('用户名字', 2, 8),
);
const domain = fc.oneof(
  textOf(LATIN, 1, 15),
  fc.tuple(textOf(LATIN, 1, 8), textOf(`${LATIN}-9`, 1, 8)).map(([left, right]) => `${left}.${right}a`),
  textOf('münchenö', 2, 10),
  textOf('пример', 2, 10),
);
const topLevel = fc.constantFrom('com', 'de', 'co.uk', 'museum', 'xn--p1ai', 'рф', 'みんな');

/** E-mail addresses, also with a plus and of any script. */
export const email = fc.tuple(local, domain, topLevel).map(([name, host, top]) => `${name}@${host}.${top}`);

const digits = (length: number) => textOf('0123456789', length, length);

/** The digits with the one that makes them pass Luhn's check, or that makes them fail. */
export const withLuhn = (stem: string, off = 0): string => {
  const sum = [...stem]
    .toReversed()
    .map((digit, place) => (place % 2 ? Number(digit) : Number('0246813579'.charAt(Number(digit)))))
    .reduce((total, digit) => total + digit, 0);
  return stem + ((((10 - (sum % 10)) % 10) + off) % 10);
};

/** An issuer's first digits and how many digits follow, Luhn's included. */
const ISSUERS = [
  ['4', 12], ['4', 15], ['4', 18], ['51', 14], ['55', 14], ['2221', 12], ['2720', 12], ['34', 13], ['37', 13],
  ['300', 11], ['36', 12], ['3528', 12], ['6011', 12], ['65', 14], ['62', 14], ['62', 17], ['5018', 12], ['6759', 15],
] as const; // prettier-ignore

const stem = fc.constantFrom(...ISSUERS).chain(([prefix, left]) => digits(left - 1).map((rest) => prefix + rest));

/** Grouped as on the card itself. */
const grouped = (number: string, by: string): string =>
  (/^3[47]/.test(number) ? /^(.{4})(.{6})(.*)$/ : /^(.{4})(.{4})(.{4})(.*)$/).exec(number)?.slice(1).join(by) ?? number;

const separator = fc.constantFrom('', ' ', '-', '.');

/** Card numbers of every issuer that pass Luhn's check, with and without separators. */
export const card = fc.tuple(stem, separator).map(([number, by]) => grouped(withLuhn(number), by));

/** The same, but for the check: an order number may look so. */
export const noCard = fc.tuple(stem, fc.integer({ min: 1, max: 9 })).map(([number, off]) => withLuhn(number, off));

/** The account numbers of the IBAN registry: `n` a digit, `a` a letter, `c` mostly a digit. */
const IBANS = (
  'AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BR23n1a1c CH5n12c CR18n CY8n16c CZ20n DE18n DK14n ' +
  'DO4c20n EE16n EG25n ES20n FI14n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT4c20c HR17n HU24n IE4a14n ' +
  'IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n ' +
  'MD2c18c ME18n MK3n10c2n MR23n MT4a5n18c MU4a19n3a NL4a10n NO11n PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n ' +
  'SA2n18c SC4a20n3a SE20n SI15n SK20n SM1a10n12c ST21n SV4a20n TL19n TN20n TR5n1n16c UA6n19c VA18n VG4a16n XK16n'
).split(' ');

const UPPER = LATIN.toUpperCase();
const accountOf = (shape: string) => {
  const parts = [...shape.matchAll(/(\d+)([nac])/g)].map(([, length, kind]) =>
    // Banks number their accounts: letters are allowed in many countries and used in few.
    textOf(kind === 'a' ? UPPER : '0123456789', Number(length), Number(length)),
  );
  return fc.tuple(...parts).map((all) => all.join(''));
};

/** IBANs of every country that has them, of its own length, in one piece or in fours. */
export const ibanOf = (row: string) =>
  fc
    .tuple(digits(2), accountOf(row.slice(2)), fc.boolean())
    .map(([check, account, spaced]) => row.slice(0, 2) + check + account + (spaced ? ' ' : ''))
    .map((text) => (text.endsWith(' ') ? text.trim().replace(/.{4}(?=.)/g, '$& ') : text));
export const ibanRows: readonly string[] = IBANS;

const WORDISH = `${LATIN}${UPPER}0123456789`;
const joined = (...parts: readonly fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));

/** Tokens and keys as their makers shape them. */
export const token = fc.oneof(
  joined(
    fc.constant('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx'),
    textOf(WORDISH, 5, 60),
    fc.constant('.'),
    textOf(`${WORDISH}-_`, 43, 43),
  ),
  joined(fc.constantFrom('Bearer ', 'bearer '), textOf(`${WORDISH}-._~+/`, 20, 80)),
  joined(fc.constantFrom('sk_live_', 'sk_test_', 'pk_live_', 'rk_live_'), textOf(WORDISH, 24, 99)),
  joined(fc.constantFrom('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'), textOf(WORDISH, 36, 36)),
  joined(fc.constant('AKIA'), textOf(`${UPPER}234567`, 16, 16)),
  joined(fc.constant('AIza'), textOf(`${WORDISH}-_`, 35, 35)),
  joined(fc.constantFrom('xoxb-', 'xoxp-'), digits(12), fc.constant('-'), textOf(WORDISH, 24, 24)),
);

/** What a link that resets, invites or verifies carries in its path. */
export const secretPath = fc.oneof(
  joined(fc.constantFrom('/reset/', '/reset-password/', '/account/invite/', '/token/', '/verify-email/'), fc.uuid()),
  joined(fc.constantFrom('/invitation/', '/password/reset/'), textOf(`${WORDISH}-_`, 22, 60)),
  joined(fc.constantFrom('/d/', '/session/'), textOf('0123456789abcdef', 32, 64)),
);

/** Addresses of both versions of IP; the long form of version 6 or the short one in its usual shapes. */
export const ipAddress = fc.oneof(
  fc.ipV4(),
  fc.array(textOf('0123456789abcdef', 4, 4), { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
  joined(fc.constantFrom('2001:db8:', '2a02:1210:', 'fe80::'), textOf('0123456789abcdef', 1, 4), fc.constant('::1')),
);
