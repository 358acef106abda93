/**
 * Reads a forced variation from an address, `?my-test=1`: for previews, which are never counted.
 *
 * @returns Null without one, or with one that is no variation.
 */
export const queryStringOverride = (id: string, url: string, count: number): number | null => {
  const query = url.split('?')[1]?.replace(/#.*/, '') ?? '';
  const said = query
    .split('&')
    .map((pair) => pair.split('=', 2))
    .find(([name]) => name === id)?.[1];
  const variation = Number.parseInt(said ?? '', 10);
  return variation >= 0 && variation < count ? variation : null;
};
