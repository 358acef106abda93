import { Agent, request } from 'node:http';
import type { BatchAnswer, EventResult } from '@aisle/schema';

/** What came back for a batch. */
export interface BatchReply {
  readonly status: number;
  /** One an event; empty unless the batch was taken. */
  readonly results: readonly EventResult[];
  readonly retryAfterS: number | null;
}

/** Posts batches over connections that stay open, as many at once as there are. */
export interface BatchSender {
  /** Rejects when the connection ended before the answer did. */
  post(body: string): Promise<BatchReply>;
  close(): void;
}

const HEADERS = { 'content-type': 'text/plain' };

const resultsIn = (status: number, text: string): readonly EventResult[] =>
  status === 202 ? (JSON.parse(text) as BatchAnswer).results : [];

export const createBatchSender = (url: string, connections: number): BatchSender => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        const sent = request(`${url}/v1/batch`, { agent, method: 'POST', headers: HEADERS }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const { statusCode: status = 0, headers } = response;
            const retryAfterS = headers['retry-after'] === undefined ? null : Number(headers['retry-after']);
            resolve({ status, results: resultsIn(status, Buffer.concat(parts).toString()), retryAfterS });
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
};
