const cardOf = ({ item, listPrice, url, image, availability, rating }) => ({
  ...item,
  x_url: url,
  x_image: image,
  ...(listPrice ? { x_list_price: listPrice } : {}),
  x_availability: availability,
  x_rating: rating,
});

// The repository's formatter keeps short lists on one line.
const tidy = (json) =>
  json.replace(/\[\s+("[^"\]]*"(?:,\s+"[^"\]]*")*)\s+\]/g, (_, list) => `[${list.replace(/\s+/g, ' ')}]`);

/** The shop's rules with its catalogue, the most popular product first, as a JSON file. */
export const playbookFile = (rules, shop) =>
  `${tidy(JSON.stringify({ ...rules, currency: shop.currency, catalogue: shop.products.map(cardOf) }, null, 2))}\n`;
