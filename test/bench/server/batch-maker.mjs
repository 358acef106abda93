import { randomUUID } from 'node:crypto';

const BRANDS = ['Norrland', 'Hakone', 'Bellbird', 'Ostrava', 'Marisol', 'Kestrel', 'Tamsin'];
const KINDS = ['kettle', 'chef knife', 'rain jacket', 'desk lamp', 'running shoe', 'carry-on', 'espresso cup'];

const itemOf = (/** @type {number} */ mark) => ({
  item_id: `SKU-${(mark * 104_729) % 99_991}`,
  item_name: `${BRANDS[mark % 7]} ${KINDS[(mark * 3) % 7]} ${mark % 90}`,
  item_brand: BRANDS[mark % 7],
  item_category: 'Home and outdoor',
  item_category2: KINDS[(mark * 3) % 7],
  item_list_name: 'Recommended for you',
  price: ((mark * 7919) % 30_000) / 100 + 5,
  quantity: 1 + (mark % 3),
});

/** A kilobyte, as the SDK writes it; what differs from batch to batch is put in later. */
const eventOf = (/** @type {number} */ mark) => ({
  v: 1,
  id: 'EVENT',
  name: 'view_item',
  atMs: 'TIME',
  seq: mark,
  offsetMs: 1234.5 + mark,
  sessionId: 'SESSION',
  visitorId: 'VISITOR',
  params: {
    currency: 'EUR',
    value: 59.5,
    page_location: `https://shop.example/home/kettles/${mark}`,
    items: [itemOf(mark), itemOf(mark + 1), itemOf(mark + 2)],
  },
  consent: {
    purposes: ['personalization', 'measurement'],
    record: 'V1StGXR8_Z5jdHi6B-myT',
    region: 'opt-in',
    gpc: false,
  },
});

/** As random as the SDK's, which is what an index has to bear; a session's share their beginning only. */
const shortId = () => randomUUID().replaceAll('-', '').slice(0, 21);

/**
 * Makes the bodies of batches of so many events, each with ids that nobody else has, out of one text.
 *
 * @param {number} events
 */
export const createBatchMaker = (events) => {
  const batch = { v: 1, site: 'demo', sentAtMs: 'TIME', gpc: false, drops: {}, events: [] };
  const whole = JSON.stringify({ ...batch, events: Array.from({ length: events }, (_, mark) => eventOf(mark)) });
  const parts = whole.split(/("TIME"|EVENT|SESSION|VISITOR)/);
  return () => {
    /** @type {Record<string, string>} */
    const own = { '"TIME"': String(Date.now()), SESSION: shortId(), VISITOR: shortId() };
    let body = '';
    for (const part of parts) body += part === 'EVENT' ? shortId() : (own[part] ?? part);
    return body;
  };
};
