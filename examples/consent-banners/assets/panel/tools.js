const MUG = { item_id: 'mug', item_name: 'Mug', item_category: 'Kitchen', price: 19 };

/** As a first visit: nothing in this browser remembers anything. */
const beginAnew = async () => {
  for (const cookie of document.cookie.split('; ')) document.cookie = `${cookie.split('=')[0]}=; max-age=0; path=/`;
  localStorage.clear();
  sessionStorage.clear();
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  location.reload();
};

/** Wires the buttons. `window.banner` is what each banner's own script offers. */
export const offerTools = (aisle) => {
  const tools = {
    shop() {
      (window.dataLayer ??= []).push({ event: 'view_item', ecommerce: { currency: 'EUR', value: 19, items: [MUG] } });
    },
    reopen: () => window.banner.reopen(),
    reset: () => window.banner.reset(),
    withdraw: () => aisle.consent.withdraw(),
    anew: beginAnew,
  };
  for (const button of document.querySelectorAll('[data-tool]'))
    button.addEventListener('click', tools[button.dataset.tool]);
};
