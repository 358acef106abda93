import type { NeighbourTable } from './count-neighbours.js';

/**
 * Gives an order of the items in which neighbours lie close together, so that a few bits tell how far it is from one to the
 * next: it follows the strongest neighbour not yet visited as deep as there is one.
 *
 * @returns The items in that order.
 */
export const clusterOrder = ({ starts, neighbours }: NeighbourTable): Uint32Array => {
  const count = starts.length - 1;
  const order = new Uint32Array(count);
  const isVisited = new Uint8Array(count);
  let done = 0;
  const waiting: number[] = [];
  const follow = (first: number): void => {
    waiting.push(first);
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      if (isVisited[item]) continue;
      isVisited[item] = 1;
      order[done++] = item;
      for (let at = (starts[item + 1] ?? 0) - 1; at >= (starts[item] ?? 0); at -= 1) {
        const neighbour = neighbours[at] ?? 0;
        if (!isVisited[neighbour]) waiting.push(neighbour);
      }
    }
  };
  for (let item = 0; item < count; item += 1) follow(item);
  return order;
};
