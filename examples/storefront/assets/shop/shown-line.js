const NUMBERS = ['price', 'discount'];

const fieldsIn = (element) =>
  [...element.querySelectorAll('[data-field]')].map(({ dataset, textContent }) => [
    dataset.field,
    NUMBERS.includes(dataset.field) ? Number(textContent) : textContent,
  ]);

/**
 * A basket line from what a card shows, whoever has put the card there.
 *
 * @param shown.element - Holds the fields and a link to the product.
 * @param shown.name - The element with its name.
 * @param shown.picture - The element with its picture.
 */
export const lineShownIn = ({ element, name, picture }) => ({
  ...Object.fromEntries(fieldsIn(element)),
  item_name: name.textContent.trim(),
  url: new URL(element.querySelector('a').href).pathname,
  image: new URL(picture.src).pathname,
});
