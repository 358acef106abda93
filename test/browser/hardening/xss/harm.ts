import type { Page } from 'playwright/test';
import { publishedWith } from '../hostile-shop.js';

/** A template that binds every field to every attribute, allowed or not. */
export const TEMPLATE = `<template><h2 data-aisle-text="title"></h2><a class="t" data-aisle-attr="href:url title:title aria-label:title alt:title datetime:title width:title height:title onclick:title style:title srcdoc:title srcset:title xlink:href:title formaction:title HREF:url">x</a><img class="t" data-aisle-attr="src:url alt:title srcset:title onerror:title">
<em data-aisle-if="title" data-aisle-text="title"></em><ul><li data-aisle-each="items"><a data-aisle-attr="href:x_url title:item_name"><img data-aisle-attr="src:x_image alt:item_name"><b data-aisle-text="item_name"></b><i data-aisle-text="item_brand"></i><u data-aisle-text="item_id"></u><s data-aisle-text="because"></s><q data-aisle-money="price"></q></a></li></ul></template>`;

/** One slot a vector, the vector in every field that there is. */
export const playbookOf = (vectors: readonly string[], url = '{vector}') => {
  const urlOf = (vector: string) => url.replace('{vector}', () => vector);
  return publishedWith({
    version: vectors[0] ?? '',
    currency: 'EUR',
    segments: vectors.map((vector, at) => ({ id: `s${at}${vector}`, title: vector, when: [] })),
    experiments: vectors.slice(0, 40).map((vector) => ({
      id: vector,
      version: 1,
      variations: [vector, `${vector}2`],
      levels: [],
      ranges: [
        [0, 0.5],
        [0.5, 1],
      ],
      seed: vector,
      hashVersion: 2,
      namespace: null,
      when: [],
    })),
    recommenders: [{ id: 'all', strategy: 'popular' }],
    catalogue: vectors.map((vector) => ({
      item_id: vector,
      item_name: vector,
      item_brand: vector,
      item_category: vector,
      price: 1,
      x_url: urlOf(vector),
      x_image: urlOf(vector),
    })),
    slots: vectors.map((vector, at) => ({
      id: `slot-${at}`,
      title: vector,
      budgetMs: 600_000,
      candidates: [
        {
          id: vector,
          title: vector,
          content: { title: vector, url: urlOf(vector) },
          campaign: vector,
          gates: [],
          arms: [],
          experiments: [],
          priority: 0,
          weight: 1,
          weighted: [],
          recommend: at < 3 ? { recommender: 'all', limit: vectors.length, atLeast: 1 } : null,
        },
      ],
    })),
  });
};

/** As many slots in a page. */
export const slots = (vectors: readonly string[], template: string): string =>
  vectors.map((_, at) => `<section data-aisle-slot="slot-${at}"><p>Default</p>${template}</section>`).join('');

/** Every way in which a page may be harmed leaves a mark here. */
export const watchHarm = async (page: Page, url: string): Promise<readonly string[]> => {
  const harm: string[] = [];
  page.on('dialog', (dialog) => {
    harm.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== url && protocol !== 'data:') harm.push(`request ${request.url().slice(0, 80)}`);
  });
  page.on('framenavigated', (frame) => {
    if (frame.url() !== 'about:blank' && (frame !== page.mainFrame() || !frame.url().startsWith(url)))
      harm.push(`navigated ${frame.url()}`);
  });
  page.on('popup', () => harm.push('popup'));
  page.on('pageerror', (error) => harm.push(`error ${error.message}`));
  await page.exposeFunction('pwn', () => void harm.push('a script ran'));
  await page.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print']) Reflect.set(window, name, Reflect.get(window, 'pwn'));
  });
  return harm;
};

/** What is in the page that no data may put there. */
export const strangersIn = (page: Page) =>
  page.evaluate(() => {
    const ALLOWED = /^(href|src|alt|title|aria-label|datetime|width|height|class|data-aisle-slot)$/;
    const found: string[] = [];
    for (const element of document.querySelectorAll('[data-aisle-slot] *')) {
      if (element.closest('template') && element.localName !== 'template') continue;
      if (!/^(h2|a|img|em|ul|li|b|i|u|s|q|p|template)$/.test(element.localName))
        found.push(`element ${element.localName}`);
      for (const { name, value } of element.attributes) {
        if (!ALLOWED.test(name)) found.push(`attribute ${name} of ${element.localName}`);
        if (/^(href|src)$/.test(name) && !/^https?:$/.test(new URL(value, location.href).protocol))
          found.push(`${name}=${value}`);
      }
    }
    return [...new Set(found)];
  });

/** In pieces that a page can take. */
export const chunksOf = <One>(list: readonly One[], size: number): readonly (readonly One[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
