import { COIN, type HostileShop, hostilePage, publishedWith, slotWith, takeAll } from './hostile-shop.js';
import '../../helpers/aisle-global.js';

/** Runs in the page: all that Aisle can do, in the order in which a shop would. Answers what happened. */
const loop = async (): Promise<void> => {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (what: string, isSo: () => unknown): Promise<void> => {
    for (let left = 200; left > 0 && !isSo(); left--) await wait(25);
    if (!isSo()) throw new Error(`never: ${what}`);
  };
  const said: string[] = [];
  try {
    await until('aisle', () => typeof aisle.consent === 'object');
    aisle.on('event', ({ name }) => said.push(`event ${name}`));
    aisle('record', 'view_item', { items: [{ item_id: 'A', item_category: 'Pans' }] });
    Reflect.set(window, 'Cookiebot', {
      hasResponse: true,
      consent: { preferences: true, statistics: true, marketing: false, method: 'explicit' },
    });
    dispatchEvent(new Event('CookiebotOnConsentReady'));
    await until('granted', () => aisle.consent.get().measurement === 'granted');
    said.push('granted');
    Reflect.get(window, 'dataLayer').push({ event: 'add_to_cart', ecommerce: { items: [{ item_id: 'A' }] } });
    await aisle.flush();
    await until('slot', () => document.querySelector('[data-aisle-slot=hero] li'));
    said.push(`slot ${document.querySelector('[data-aisle-slot=hero]')?.textContent.trim()}`);
    aisle.variation('x');
    aisle.expose('x');
    said.push(`items ${aisle.recommend('recent').length}`);
    said.push(`explained ${(await aisle.explain('hero')) !== null}`);
    const stored = await aisle.privacy.export();
    said.push(`exported ${(stored?.log.length ?? 0) > 0}`);
    await until('exposure', () => said.includes('event x_exposure'));
    history.pushState(null, '', '/other');
    await wait(50);
    dispatchEvent(new Event('pagehide'));
    dispatchEvent(new Event('pageshow'));
    await aisle.flush();
    said.push(`erased ${await aisle.privacy.erase()}`);
    await aisle.consent.withdraw();
    said.push(`withdrawn ${aisle.consent.get().measurement}`);
    aisle.stop();
    await wait(300);
  } catch (cause) {
    said.push(String(cause));
  }
  document.documentElement.dataset['loop'] = JSON.stringify(said);
};

/** What the loop says when all went well, without the events. */
export const WENT_WELL = [
  'granted',
  'slot Again Item A',
  'items 1',
  'explained true',
  'exported true',
  'erased acked',
  'withdrawn denied',
];

/** The whole product on one page: stub, tag, consent platform, playbook, recommenders, templates. Nothing inline. */
export const serveLoop = (
  shop: HostileShop,
  {
    headers = {},
    body = '',
    head = '',
    nonce = '',
  }: { headers?: Record<string, string | string[]>; body?: string; head?: string; nonce?: string } = {},
): void => {
  shop.serve('/v1/batch', takeAll);
  shop.serve('/v1/withdraw', { status: 202, headers: { 'content-type': 'application/json' }, body: '{}' });
  shop.serve('/loop.js', `(${loop.toString()})()`);
  shop.serve('/other', '');
  shop.serve('/playbook.json', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      publishedWith({
        currency: 'EUR',
        segments: [{ id: 'all', title: 'All', when: [] }],
        experiments: [COIN],
        recommenders: [{ id: 'recent', strategy: 'popular' }],
        catalogue: [{ item_id: 'A', item_name: 'Item A', item_category: 'Pans', price: 12, x_url: '/p/A' }],
        slots: [
          slotWith('hero', { content: { title: 'Again' }, recommend: { recommender: 'recent', limit: 4, atLeast: 1 } }),
        ],
      }),
    ),
  });
  shop.serve('/', {
    headers,
    body: hostilePage({
      attributes: 'data-consent="auto" data-ingest="/v1/batch" data-playbook="/playbook.json"',
      head: `${head}<script src="/aisle-stub.js"></script>`,
      body: `${body}<section data-aisle-slot="hero"><p>Default</p><template><b data-aisle-text="title"></b> <ul><li data-aisle-each="items"><a data-aisle-attr="href:x_url" data-aisle-text="item_name"></a></li></ul></template></section><script src="/loop.js" defer></script>`,
    }).replaceAll('<script ', nonce ? `<script nonce="${nonce}" ` : '<script '),
  });
};
