import type { Address } from './listen.js';

/** An address as it stands in a URL: IPv6 in brackets. */
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Pages that this very machine serves from the port: they may send when nobody else is named. */
export const ownOrigins = ({ host, port }: Address): readonly string[] => [
  ...new Set([inUrl(host), '127.0.0.1', 'localhost'].map((name) => `http://${name}:${port}`)),
];
