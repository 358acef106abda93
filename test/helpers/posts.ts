import type { AisleEvent } from '@aisle/schema';
import type { BrowserContext, Request } from 'playwright/test';
import { bodyText } from './body-text.js';

/** What pages posted, in order, as it left them. */
export interface Posts {
  readonly batches: readonly (Readonly<Record<string, unknown>> & { readonly events: readonly AisleEvent[] })[];
  readonly withdrawals: readonly { readonly v: number; readonly site: string; readonly ids: readonly string[] }[];
  /** Those that no batch and no withdrawal is: beacons, reports. */
  readonly others: readonly string[];
}

/** Writes down every POST of every page of a browser context from now on, whether or not it arrives. */
export const watchPosts = (context: BrowserContext): Posts => {
  const batches: Posts['batches'][number][] = [];
  const withdrawals: Posts['withdrawals'][number][] = [];
  const others: string[] = [];
  context.on('request', (request: Request) => {
    if (request.method() !== 'POST') return;
    const path = new URL(request.url()).pathname;
    if (path === '/v1/batch') batches.push(JSON.parse(bodyText(request)));
    else if (path === '/v1/withdraw') withdrawals.push(JSON.parse(bodyText(request)));
    else others.push(path);
  });
  return { batches, withdrawals, others };
};
