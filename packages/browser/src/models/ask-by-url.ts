import type { RemotePort } from './remote-port.js';

/** Ids and some words around them: an answer that is longer is none. */
const MAX_CHARS = 100_000;

/** Asks an address: `?recommender=…&item=…&item=…&limit=…`, answered by `{ "items": [ids] }`. No credentials, referrer or identifier. */
export const askByUrl =
  (address: URL): RemotePort =>
  async ({ recommender, itemIds, limit, signal }) => {
    const url = new URL(address);
    url.searchParams.append('recommender', recommender);
    for (const itemId of itemIds) url.searchParams.append('item', itemId);
    url.searchParams.append('limit', `${limit}`);
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal,
    });
    const text = response.ok ? await response.text() : '';
    if (!text || text.length > MAX_CHARS) throw new Error(`status ${response.status}`);
    return (JSON.parse(text) as { readonly items: readonly string[] }).items;
  };
