import { readFileSync } from 'node:fs';

const slugOf = (name) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const availabilityOf = ({ stock, availableFrom }) => {
  if (availableFrom) return 'preorder';
  return stock > 0 ? 'in_stock' : 'out_of_stock';
};

const shelfIndex = (departments) => {
  const byShelf = new Map();
  for (const department of departments) {
    for (const group of department.groups) {
      for (const shelf of group.shelves) byShelf.set(shelf.slug, [department, group, shelf]);
    }
  }
  return byShelf;
};

const pageOf = (trail) => ({
  ...trail.at(-1),
  trail,
  url: `/c/${trail.map(({ slug }) => slug).join('/')}/`,
});

/** Every category page, the broadest first: a department, its groups, their shelves. */
const categoryPages = (departments) =>
  departments.flatMap((department) => [
    pageOf([department]),
    ...department.groups.flatMap((group) => [
      pageOf([department, group]),
      ...group.shelves.map((shelf) => pageOf([department, group, shelf])),
    ]),
  ]);

/** The product as the shop's data layer and basket name it: GA4 words. */
const itemOf = ({ id, name, brand, trail, price, listPrice }) => ({
  item_id: id,
  item_name: name,
  item_brand: brand,
  item_category: trail[0].name,
  item_category2: trail[1].name,
  item_category3: trail[2].name,
  price,
  ...(listPrice ? { discount: listPrice - price } : {}),
});

const productOf = (source, trail) => {
  const slug = slugOf(source.name);
  const product = { ...source, slug, trail, url: `/p/${slug}/`, image: `/images/${slug}.svg` };
  return { ...product, availability: availabilityOf(source), item: itemOf(product) };
};

const isOfGroup = (product, other) => product !== other && product.trail[1] === other.trail[1];
const inStock = ({ availability }) => availability === 'in_stock';

/** Reads the catalogue and works out what every page needs: products by popularity, categories, lists. */
export const readShop = (path) => {
  const source = JSON.parse(readFileSync(path, 'utf8'));
  const byShelf = shelfIndex(source.departments);
  const products = source.products
    .map((product) => productOf(product, byShelf.get(product.shelf)))
    .toSorted((one, other) => other.sold - one.sold);
  const byId = new Map(products.map((product) => [product.id, product]));
  const categories = categoryPages(source.departments).map((category) => ({
    ...category,
    products: products.filter(({ trail }) => category.trail.every((part, level) => trail[level] === part)),
  }));
  return {
    currency: source.currency,
    departments: source.departments,
    categories,
    products,
    bestSellers: products.filter(inStock).slice(0, 4),
    /** What else stands in a product's group, the same shelf first. */
    moreLike: (product) =>
      products
        .filter((other) => isOfGroup(product, other) && inStock(other))
        .toSorted((one, other) => (one.shelf !== product.shelf) - (other.shelf !== product.shelf))
        .slice(0, 4),
    /** The best sellers of a product's department, beside its group. */
    moreAround: ({ trail }) =>
      products
        .filter((other) => other.trail[0] === trail[0] && other.trail[1] !== trail[1] && inStock(other))
        .slice(0, 4),
    /** The best seller of the shelf beside. */
    companionOf: (product) =>
      products.find((other) => isOfGroup(product, other) && inStock(other) && other.shelf !== product.shelf),
    staffPicks: source.staffPicks.map((id) => byId.get(id)),
    newIn: source.newIn.map((id) => byId.get(id)),
  };
};
