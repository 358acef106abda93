import { readFileSync } from 'node:fs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

const shelvesIn = (departments) =>
  new Map(
    departments.flatMap((department) =>
      department.groups.flatMap((group) => group.shelves.map((shelf) => [shelf.slug, { department, group, shelf }])),
    ),
  );

/** A product in GA4 words, as the shop's own pages tell it. */
const itemOf = ({ id, name, brand, price, listPrice }, { department, group, shelf }) => ({
  item_id: id,
  item_name: name,
  item_brand: brand,
  item_category: department.name,
  item_category2: group.name,
  item_category3: shelf.name,
  price,
  ...(listPrice ? { discount: listPrice - price } : {}),
  quantity: 1,
});

const meanPrices = (products) => {
  const byShelf = Map.groupBy(products, ({ shelf }) => shelf);
  return new Map([...byShelf].map(([shelf, of]) => [shelf, of.reduce((sum, { price }) => sum + price, 0) / of.length]));
};

/** What goes with what, both ways: who has the lid looks for the pan as well. */
const pullsOf = (together, byName) => {
  const pulls = new Map();
  const known = (name) => {
    if (!byName.has(name)) throw new Error(`habits.json speaks of "${name}", which the catalogue does not have.`);
    return byName.get(name);
  };
  const add = (one, other, pull) => pulls.set(one, [...(pulls.get(one) ?? []), { good: other, pull }]);
  for (const { of, pulls: others } of together)
    for (const [name, pull] of Object.entries(others)) {
      add(known(of), known(name), pull);
      add(known(name), known(of), pull);
    }
  return pulls;
};

/**
 * What shoppers choose from: the catalogue's products with their shelves, and what habits say of them.
 *
 * @param {string} cataloguePath the shop's `catalogue.json`
 */
export const readGoods = (cataloguePath) => {
  const { departments, products } = readJson(cataloguePath);
  const habits = readJson(new URL('habits.json', import.meta.url));
  const shelves = shelvesIn(departments);
  const means = meanPrices(products);
  const all = products.map((product) => ({
    id: product.id,
    name: product.name,
    brand: product.brand,
    shelf: product.shelf,
    group: shelves.get(product.shelf).group.slug,
    price: product.price,
    sold: product.sold,
    /** Against what such things cost here. */
    dearness: product.price / means.get(product.shelf),
    canBuy: product.stock > 0 || product.availableFrom !== undefined,
    item: itemOf(product, shelves.get(product.shelf)),
  }));
  const pulls = pullsOf(habits.together, new Map(all.map((good) => [good.name, good])));
  return {
    all,
    habits,
    brands: [...new Set(all.map(({ brand }) => brand))],
    onShelf: Map.groupBy(all, ({ shelf }) => shelf),
    inGroup: Map.groupBy(all, ({ group }) => group),
    goingWith: (good) => pulls.get(good) ?? [],
  };
};
