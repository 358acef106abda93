import { expect, it } from 'vitest';
import { ownOrigins } from '../../../../packages/cli/src/serve/own-origins.js';

it('writes an IPv6 address in brackets, as a browser does', () => {
  expect(ownOrigins({ host: '::1', port: 4280 })).toEqual([
    'http://[::1]:4280',
    'http://127.0.0.1:4280',
    'http://localhost:4280',
  ]);
});

it('names an address once', () => {
  expect(ownOrigins({ host: '127.0.0.1', port: 1 })).toEqual(['http://127.0.0.1:1', 'http://localhost:1']);
});
