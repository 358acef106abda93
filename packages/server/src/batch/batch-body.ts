import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { ServerError } from '../server-error.js';

/** A batch's JSON, not yet checked, and how many bytes it had when unpacked. */
export interface BatchBody {
  readonly value: unknown;
  readonly bytes: number;
}

const unpack = promisify(gunzip);

// A gzip body under text/plain without Content-Encoding needs no preflight; JSON never begins with these bytes.
const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b;

const unpacked = async (body: Buffer, maxBytes: number): Promise<Buffer> => {
  try {
    return await unpack(body, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (cause instanceof RangeError) {
      const message = `the batch unpacks to more than ${maxBytes} bytes`;
      throw new ServerError({ code: 'batch/too-large', status: 413, message, fix: 'send fewer events in one batch' });
    }
    const message = 'the gzip body is damaged';
    throw new ServerError({ code: 'batch/unreadable', status: 400, message, fix: 'send the whole gzip stream', cause });
  }
};

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    const fix = 'send one JSON object: {v, site, sentAtMs, events}';
    throw new ServerError({ code: 'batch/unreadable', status: 400, message: 'the body is not JSON', fix, cause });
  }
};

const refuseEncoding = (encoding: string | undefined): void => {
  if (encoding === undefined || encoding === 'gzip' || encoding === 'identity') return;
  const message = `Content-Encoding ${encoding} is not understood`;
  throw new ServerError({ code: 'batch/encoding', status: 415, message, fix: 'send gzip or plain JSON' });
};

/**
 * Makes the content type parser of batches.
 *
 * It parses by `JSON.parse` alone: Fastify's parser would refuse the whole batch for one event with a key `__proto__`.
 */
export const createBatchParser =
  (maxBytes: number) =>
  async (request: FastifyRequest, body: string | Buffer): Promise<BatchBody> => {
    refuseEncoding(request.headers['content-encoding']?.trim().toLowerCase());
    const raw = typeof body === 'string' ? Buffer.from(body) : body;
    const bytes = isGzip(raw) ? await unpacked(raw, maxBytes) : raw;
    return { value: parsed(bytes), bytes: bytes.length };
  };
