const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const markup = Symbol('markup');

const rendered = (value) => {
  if (value?.[markup] !== undefined) return value[markup];
  if (Array.isArray(value)) return value.map(rendered).join('');
  if (value === null || value === undefined || value === false) return '';
  return String(value).replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
};

/** Markup from a template literal: values are escaped, other markup and lists of it go in as they are. */
export const html = (strings, ...values) =>
  raw(strings.reduce((text, part, at) => text + rendered(values[at - 1]) + part));

/** Trusted text as markup, for what must not be escaped. */
export const raw = (text) => ({ [markup]: text });

/** JSON text that is safe inside a script element. */
export const script = (value) => JSON.stringify(value).replace(/</g, '\\u003c');

/** The finished document. */
export const documentText = (page) =>
  `${rendered(page)
    .replace(/\n\s*\n+/g, '\n')
    .trim()}\n`;

const euro = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

/** An amount in the shop's language and currency. */
export const money = (amount) => euro.format(amount);
