import { tell } from './data-layer.js';

const ORDERS = {
  popular: (one, other) => one.place - other.place,
  'price-up': (one, other) => one.price - other.price,
  'price-down': (one, other) => other.price - one.price,
  rating: (one, other) => other.rating - one.rating,
};

const tellSelection = ({ target }) => {
  const link = target.closest('[data-item]');
  const list = link?.closest('[data-list]');
  if (!list) return;
  tell('select_item', {
    item_list_id: list.dataset.list,
    item_list_name: list.dataset.listName,
    items: [{ ...JSON.parse(link.dataset.item), quantity: 1 }],
  });
};

const startTools = (form) => {
  const list = form.closest('[data-list]');
  const shelf = list.querySelector('.list__cards');
  const cards = [...shelf.children].map((element, place) => ({
    element,
    place,
    price: Number(element.dataset.price),
    rating: Number(element.dataset.rating),
    isSoldOut: element.dataset.stock === 'out_of_stock',
  }));
  const arrange = () => {
    const { sort, available } = form.elements;
    for (const { element } of cards.toSorted(ORDERS[sort.value])) shelf.append(element);
    for (const { element, isSoldOut } of cards) element.hidden = isSoldOut && available.checked;
    const shown = cards.filter(({ element }) => !element.hidden).length;
    list.querySelector('[data-list-count]').textContent = String(shown);
  };
  form.addEventListener('change', arrange);
  form.addEventListener('submit', (event) => event.preventDefault());
  // A browser that comes back to the page restores the form, but not the order.
  if (form.elements.sort.value !== 'popular' || form.elements.available.checked) arrange();
};

/** Sorting and filtering on category pages, and `select_item` for every list of the shop's own. */
export const startLists = () => {
  document.addEventListener('click', tellSelection);
  for (const form of document.querySelectorAll('[data-list-tools]')) startTools(form);
};
