import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServerError } from '../server-error.js';
import type { BodyKind } from './body-kind.js';

/** A body's JSON, not yet checked, and how many bytes it had when unpacked. */
export interface ParsedBody {
  readonly value: unknown;
  readonly bytes: number;
}

const unpack = promisify(gunzip);

// A gzip body under text/plain without Content-Encoding needs no preflight; JSON never begins with these bytes.
const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b;

const unpacked = async (body: Buffer, maxBytes: number, { noun, smaller }: BodyKind): Promise<Buffer> => {
  try {
    return await unpack(body, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (cause instanceof RangeError) {
      const message = `the ${noun} unpacks to more than ${maxBytes} bytes`;
      throw new ServerError({ code: `${noun}/too-large`, status: 413, message, fix: smaller });
    }
    const [code, fix] = [`${noun}/unreadable`, 'send the whole gzip stream'];
    throw new ServerError({ code, status: 400, message: 'the gzip body is damaged', fix, cause });
  }
};

const parsed = (body: Buffer, { noun, form }: BodyKind): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    const [code, fix] = [`${noun}/unreadable`, `send one JSON object: ${form}`];
    throw new ServerError({ code, status: 400, message: 'the body is not JSON', fix, cause });
  }
};

const refuseEncoding = (encoding: string | undefined, { noun }: BodyKind): void => {
  if (encoding === undefined || encoding === 'gzip' || encoding === 'identity') return;
  const message = `Content-Encoding ${encoding} is not understood`;
  throw new ServerError({ code: `${noun}/encoding`, status: 415, message, fix: 'send gzip or plain JSON' });
};

/**
 * Lets the routes of a plugin take JSON as `application/json` or `text/plain`, plain or gzipped.
 *
 * It parses by `JSON.parse` alone: Fastify's parser would refuse a whole batch for one event with a key `__proto__`.
 */
export const installBodyParser = (app: FastifyInstance, kind: BodyKind, maxBytes: number): void => {
  const types = ['application/json', 'text/plain'];
  const parse = async (request: FastifyRequest, body: string | Buffer): Promise<ParsedBody> => {
    refuseEncoding(request.headers['content-encoding']?.trim().toLowerCase(), kind);
    const raw = typeof body === 'string' ? Buffer.from(body) : body;
    const bytes = isGzip(raw) ? await unpacked(raw, maxBytes, kind) : raw;
    return { value: parsed(bytes, kind), bytes: bytes.length };
  };
  app.removeContentTypeParser(types);
  app.addContentTypeParser(types, { parseAs: 'buffer' }, parse);
};
