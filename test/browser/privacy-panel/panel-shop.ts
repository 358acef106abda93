import type { Page } from 'playwright/test';
import type { Playbook } from '@aisle/schema';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer } from '../../helpers/shop-server.js';

type Bindings = typeof import('@aisle/bindings');
declare global {
  interface Window {
    readonly definePrivacyPanel: Bindings['definePrivacyPanel'];
    readonly openPrivacyPanel: Bindings['openPrivacyPanel'];
    readonly englishPanelWords: Bindings['englishPanelWords'];
  }
}

const item = (id: string, category: string, brand: string, price: number) => ({
  item_id: id,
  item_name: id,
  item_category: category,
  item_brand: brand,
  price,
  x_url: `/p/${id}`,
});
export const ITEMS = {
  knife: item('brae-knife', 'Knives', 'Brae', 89),
  paring: item('brae-paring', 'Knives', 'Brae', 39),
  pan: item('tor-pan', 'Cookware', 'Tor', 120),
};

const playbook: Playbook = {
  v: 1,
  version: 'panel-1',
  currency: 'EUR',
  segments: [{ id: 'cooks', title: 'Loves knives', when: { 'affinity.category.Knives': { $gte: 1 } } }],
  recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
  slots: [
    {
      id: 'hero',
      candidates: [
        { id: 'knives', when: { segments: { $elemMatch: { $eq: 'cooks' } } }, content: { title: 'Knives' } },
      ],
    },
    { id: 'again', candidates: [{ id: 'again', content: {}, recommend: { recommender: 'recent' } }] },
    { id: 'plain', candidates: [{ id: 'all', content: { title: 'For all' } }] },
  ],
  catalogue: Object.values(ITEMS),
};

const SLOTS = `<section data-aisle-slot="hero"><h2>Welcome</h2></section><section data-aisle-slot="plain"><h2>Best sellers</h2></section>`;

const pageOf = (attributes: string, { lang = 'en', head = '', body = '', slots = SLOTS } = {}) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Shop</title><link rel="icon" href="data:,">${head}
<script src="/aisle.js" data-site="demo" data-ingest="/v1/batch" data-traffic="shopper" data-playbook="/v1/sites/demo/playbook.json" ${attributes}></script></head>
<body><main><h1>Shop</h1>
${slots}
<button data-aisle-privacy>Your <b>privacy</b></button> <button>Another</button>${body}</main></body></html>`;

const MANUAL = 'data-consent="manual"';
const BANNER = '<script>function shopConsent() { return window.bannerSays ?? null }</script>';

/** A shop whose pages differ in who speaks for the shopper. */
export const openPanelShop = (): Promise<ShopServer> =>
  openShopServer({
    playbook,
    pages: {
      '/': pageOf(MANUAL),
      '/de': pageOf(MANUAL, { lang: 'de-AT' }),
      // Without slots nothing is seen, so nothing is recorded by itself.
      '/quiet': pageOf(MANUAL, { slots: '' }),
      '/inline': pageOf(MANUAL, { body: '<aisle-privacy></aisle-privacy>' }),
      '/banner': pageOf('data-consent="shopConsent()"', { head: BANNER }),
      '/recommended': pageOf(MANUAL, {
        body: '<section data-aisle-slot="again"><h2>Again</h2><template></template></section>',
      }),
      '/opt-out': pageOf(`${MANUAL} data-region="opt-out"`),
    },
  });

/** Does what a shopper does, with consent to everything. */
export const shopAround = (page: Page): Promise<void> =>
  page.evaluate(async ({ knife, paring, pan }) => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted', marketing: 'denied', sharing: 'denied' });
    const currency = 'EUR';
    for (const one of [knife, paring, pan, knife]) aisle('record', 'view_item', { currency, items: [one] });
    aisle('record', 'add_to_cart', { currency, value: 178, items: [{ ...knife, quantity: 2 }] });
    aisle('record', 'purchase', { transaction_id: 'T-1', currency, value: 120, items: [{ ...pan, quantity: 1 }] });
    await aisle.flush();
  }, ITEMS);
