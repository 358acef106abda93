import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const dist = new URL('../../packages/browser/dist/', import.meta.url);

/** Pages with the script tag, at every path; their events go elsewhere, so that they come whatever becomes of that. */
export interface ShopPages {
  readonly url: string;
  close(): void;
}

// Read once: what is built meanwhile changes nothing.
const scripts = (): ReadonlyMap<string, Buffer> =>
  new Map(
    readdirSync(dist)
      .filter((name) => /^aisle[\w-]*\.js$/.test(name))
      .map((name) => [`/${name}`, readFileSync(new URL(name, dist))]),
  );

export const openShopPages = async (ingest: string): Promise<ShopPages> => {
  const files = scripts();
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<script src="/aisle.js" data-site="demo" data-ingest="${ingest}/v1/batch" data-traffic="shopper" data-consent="granted"></script>
</head><body><h1>Shop</h1></body></html>`;
  const server = createServer(({ url = '/' }, response) => {
    const script = files.get(url);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
