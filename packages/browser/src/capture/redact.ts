// Linear by form: a run is entered once (`(?<!`) or every length has a bound.
const EMAIL = /(?<![^\s@/?&=,;])[^\s@/?&=,;]+@[^\s@/?&=,;]+\.[^\s@/?&=,;.\d][^\s@/?&=,;.]+/g;
const KEY = /\b(?:[Bb]earer\s|[prs]k_(?:live|test)|gh[a-z]_|xox[bp]-|AKIA|AIza|eyJ)\S{16,}/g;
// In an address: what is long, or follows a word such as reset.
const SECRET = /((?:reset|token|invit|verif)[\w-]{0,20}[/=])[\w-]{16,}|([/=])[^\W_]{32,}/g;
// Enough digits in a row instead of a checksum.
const IBAN = /\b[a-z]{2}\d\d(?: ?\w){0,6}(?: ?\d){10,}\w*/gi;
// The shortest length of its issuer that ends a number: an expiry date may follow.
const CARD =
  /(?<![\d+]|\d[.,-])(?:4(?:(?:[\s().-]{0,2}\d){3}){4,6}?|3(?:[\s().-]{0,2}\d){13,15}?|(?:2[2-7]|[56][\s().-]{0,2}\d)(?:[\s().-]{0,2}\d){14,17}?)(?!\w)/g;
// International, with a trunk 0, or American. No date, no UPC, and no part of a longer number with hyphens.
const PHONE =
  /(?<!\w|\d[.,-])(?:(?!..\W..\W[12]\d{3}|0[1-9]\d{10,11}\b)(?:\+|\(?0\)?0?)[1-9](?:[\s().-]{0,2}\d){7,13}|(?:1[\s().-])?\(?[2-9]\d\d[\s().-]{1,2}\d{3}[\s().-]\d{4})(?!\w|-\d)/g;
const IP = /\b(?:\d{1,3}\.){3}\d{1,3}\b|\b\w{4}:(?:\w{0,4}:){2,6}\w{0,4}/g;

/** The rules, for those who check that they are linear; no page carries this list. */
export const patterns = { EMAIL, KEY, SECRET, IBAN, CARD, PHONE, IP };

const isLuhnValid = (found: string): boolean =>
  [...found.replace(/\D/g, '')]
    .toReversed()
    .reduce((sum, digit, place) => sum + Number(place % 2 ? '0246813579'[Number(digit)] : digit), 0) %
    10 ===
  0;

/** Every find has one of these in it; a product's name seldom has, and is done with at once. */
const SUSPECT = /[%/:=@]|\S{16}|(\d\D{0,3}){4}/;

/**
 * Puts a short word such as `[email]` in the place of personal data and secrets; a text without any stays as it is.
 *
 * Takes time in proportion to the text, and reads through percent-encoding, also double. What stands beside a find that was
 * encoded is kept decoded.
 *
 * @param isId - For an id that somebody chose: only e-mails and keys, for an order number may well read like the rest.
 */
export const redact = (text: string, isId?: boolean): string => {
  if (!SUSPECT.test(text)) return text;
  // Of all decoders the one that throws at nothing: a stray `%` must not let the rest of the text through.
  const plain = unescape(unescape(text));
  const named = plain.replace(EMAIL, '[email]').replace(KEY, '[token]');
  const redacted = isId
    ? named
    : named
        .replace(SECRET, '$1$2[token]')
        .replace(IBAN, '[iban]')
        .replace(CARD, (found) => (isLuhnValid(found) ? '[card]' : found))
        .replace(PHONE, '[phone]')
        .replace(IP, '[ip]');
  return redacted === plain ? text : redacted;
};
