import { createServer } from 'node:http';
import { answerUsage } from './usage.mjs';

// A process of its own: what Node costs by itself. It parses each body as the real server must, and lets go of it.

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const { events } = JSON.parse(Buffer.concat(parts).toString());
  response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ taken: events.length }));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  answerUsage(`http://127.0.0.1:${port}`);
});
