type Fields = Readonly<Record<string, unknown>>;

/** What a template may show: the candidate's content, and its picks under `items`. Plain data. */
export interface View {
  readonly fields: Fields;
  readonly items: readonly { readonly item: Fields }[];
  /** ISO 4217, for `data-aisle-money`. */
  readonly currency: string | undefined;
}

const ATTRIBUTES = /^(href|src|alt|title|aria-label|datetime|width|height)$/;

/** What runs, loads or styles: no data gets into these, whatever a template says. */
const CODE = /^(script|style|iframe|embed|object|base|link|meta)$/;

/** An address a card may carry: http(s) or relative. Anything else, however spelt, becomes empty. */
export const safeUrl = (value: string): string =>
  URL.canParse(value, document.baseURI) && /^https?:/.test(new URL(value, document.baseURI).href) ? value : '';

const valueOf = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

const textOf = (fields: Fields, name: string): string => {
  const value = valueOf(fields, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const moneyOf = (fields: Fields, name: string, currency: string | undefined): string => {
  const amount = valueOf(fields, name);
  if (typeof amount !== 'number') return '';
  const language = document.documentElement.lang.replace('_', '-') || undefined;
  return new Intl.NumberFormat(language, currency ? { style: 'currency', currency } : {}).format(amount);
};

/** `href:x_url src:x_image`: each a safe attribute and a field. */
const setAttributes = (element: Element, pairs: string, fields: Fields): void => {
  for (const pair of pairs.trim().split(/\s+/)) {
    const [attribute = '', name = ''] = pair.split(':');
    if (!ATTRIBUTES.test(attribute)) continue;
    const text = textOf(fields, name);
    const value = /^(href|src)$/.test(attribute) ? safeUrl(text) : text;
    if (value || attribute === 'alt') element.setAttribute(attribute, value);
    else element.removeAttribute(attribute);
  }
};

/** Takes a binding attribute off an element and answers its value. */
const take = (element: Element, name: string): string | null => {
  const value = element.getAttribute(`data-aisle-${name}`);
  element.removeAttribute(`data-aisle-${name}`);
  return value;
};

const repeat = (element: Element, list: string, view: View): void => {
  for (const { item, ...why } of list === 'items' ? view.items : []) {
    const copy = element.cloneNode(true) as Element;
    element.before(copy);
    bind(copy, { ...view, fields: { ...item, ...why } });
  }
  element.remove();
};

const bind = (element: Element, view: View): void => {
  if (CODE.test(element.localName)) return;
  const { fields, currency } = view;
  const list = take(element, 'each');
  if (list !== null) return repeat(element, list, view);
  const condition = take(element, 'if');
  if (condition !== null && textOf(fields, condition) === '') return element.remove();
  const pairs = take(element, 'attr');
  if (pairs !== null) setAttributes(element, pairs, fields);
  const text = take(element, 'text');
  if (text !== null) element.textContent = textOf(fields, text);
  const money = take(element, 'money');
  if (money !== null) element.textContent = moneyOf(fields, money, currency);
  bindChildren(element, view);
};

const bindChildren = (parent: ParentNode, view: View): void =>
  [...parent.children].forEach((child) => bind(child, view));

/** The capability to fill slots from native templates: fills a copy of one. Only text and a short list of safe attributes can be set: data stays data. */
export const templates = (template: HTMLTemplateElement, view: View): DocumentFragment => {
  const fragment = template.content.cloneNode(true) as DocumentFragment;
  bindChildren(fragment, view);
  return fragment;
};
