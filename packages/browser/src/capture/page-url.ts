import { isClickId } from '../click-id.js';
import { redact } from './redact.js';

const CAMPAIGN = /^utm_(source|medium|campaign|term|content|id)$/;

/** The campaign words and click ids of a query; no other word of it may survive. */
export const campaignOf = (query: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...new URLSearchParams(query)].filter(([name]) => CAMPAIGN.test(name) || isClickId(name)));

/**
 * Keeps of an address what a report needs: origin, redacted path and campaign words, without click ids.
 *
 * By allow-list: tokens and e-mails travel in queries, fragments and user names. What is no web address becomes ''.
 */
export const pageUrlOf = (address: string): string => {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return '';
  const { origin, pathname, searchParams } = new URL(address);
  const query = new URLSearchParams([...searchParams].filter(([name]) => CAMPAIGN.test(name))).toString();
  return origin + redact(pathname + (query && `?${query}`));
};
