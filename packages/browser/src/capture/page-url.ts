const KEPT_QUERY = /^utm_(source|medium|campaign|term|content|id)$/;

/** The campaign words of a query. */
export const campaignOf = (query: string | URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries([...new URLSearchParams(query)].filter(([name]) => KEPT_QUERY.test(name)));

/**
 * Keeps of an address what a report needs: origin, path and campaign words.
 *
 * By allow-list: tokens and e-mails travel in queries, fragments and user names. An unreadable address becomes ''.
 */
export const pageUrlOf = (address: string): string => {
  if (!URL.canParse(address)) return '';
  const { origin, pathname, searchParams } = new URL(address);
  const query = new URLSearchParams(campaignOf(searchParams)).toString();
  return (origin === 'null' ? '' : origin) + pathname + (query && `?${query}`);
};
