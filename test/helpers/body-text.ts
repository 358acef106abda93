import type { Request } from 'playwright/test';
import { gunzipSync } from 'node:zlib';

/** What a page posted, as text: larger batches are packed. */
export const bodyText = (request: Request): string => {
  const body = request.postDataBuffer();
  if (!body) return '';
  return (body[0] === 0x1f ? gunzipSync(body) : body).toString();
};
