const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const markup = Symbol('markup');

const rendered = (value) => {
  if (value?.[markup] !== undefined) return value[markup];
  if (Array.isArray(value)) return value.map(rendered).join('');
  if (value === null || value === undefined || value === false) return '';
  return String(value).replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
};

/** Markup from a template literal: values are escaped, other markup and lists of it go in as they are. */
export const html = (strings, ...values) => ({
  [markup]: strings.reduce((text, part, at) => text + rendered(values[at - 1]) + part),
});

/** The finished document. */
export const documentText = (page) => `${rendered(page).trim()}\n`;
