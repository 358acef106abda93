import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

const GZIP_MAGIC = 0x1f8b;

/** Gives the first bytes of a file, fewer when it has no more. */
export const firstBytes = async (path: string, count: number): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/**
 * Gives the lines of a file, unpacked when it is gzipped, whatever its name says.
 *
 * @param onRead - Hears how many bytes of the file are read.
 */
export async function* linesOf(path: string, onRead?: (bytes: number) => void): AsyncGenerator<string> {
  const head = await firstBytes(path, 2);
  const isGzip = head.length === 2 && head.readUInt16BE(0) === GZIP_MAGIC;
  const bytes = createReadStream(path);
  if (onRead) bytes.on('data', () => onRead(bytes.bytesRead));
  const text = isGzip ? bytes.pipe(createGunzip()) : bytes;
  // A pipe does not hand on the fault of its source.
  bytes.on('error', (cause) => text.destroy(cause));
  // Not `readline`: that one does not hand on a fault at all.
  let rest = '';
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
