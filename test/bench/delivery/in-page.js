// Loaded by every page: what is recorded is the same for every tracker, and no two events are alike.

const BRANDS = ['Norrland', 'Hakone', 'Bellbird', 'Ostrava', 'Marisol', 'Kestrel', 'Tamsin'];
const KINDS = ['kettle', 'chef knife', 'rain jacket', 'desk lamp', 'running shoe', 'carry-on', 'espresso cup'];

/** A product looked at, as a GA4 shop says it. `mark` is what the sink tells events apart by. */
const paramsOf = (/** @type {number} */ mark) => {
  const price = ((mark * 7919) % 30_000) / 100 + 5;
  const [brand, kind] = [BRANDS[(mark * 31) % 7], KINDS[(mark * 17) % 7]];
  return {
    mark,
    currency: 'EUR',
    value: price,
    items: [
      {
        item_id: `SKU-${(mark * 104_729) % 99_991}`,
        item_name: `${brand} ${kind} ${mark % 90}`,
        item_brand: brand,
        item_category: 'Home and outdoor',
        item_category2: kind,
        item_list_name: 'Recommended for you',
        item_variant: mark % 2 ? 'black' : 'sand',
        price,
        quantity: 1 + (mark % 3),
        index: mark % 24,
      },
    ],
  };
};

/** The page's tracker, which comes after this script. @returns {(name: string, params: object) => void} */
const tracker = () => Reflect.get(window, 'record');

/** Records so many events in one task. */
const recordMany = (/** @type {number} */ first, /** @type {number} */ count) => {
  for (let mark = first; mark < first + count; mark++) tracker()('view_item', paramsOf(mark));
};

/** Records one, and says how long the call took, in ms. */
const timeOne = (/** @type {number} */ mark) => {
  const params = paramsOf(mark);
  const record = tracker();
  const startMs = performance.now();
  record('view_item', params);
  return performance.now() - startMs;
};

Object.assign(window, { recordMany, timeOne });
