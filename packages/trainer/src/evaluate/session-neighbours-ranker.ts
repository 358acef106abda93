import { bestOf, type ItemSessions, type Ranker } from './ranker.js';

/** What the published figures were made with. */
export interface SessionNeighboursOptions {
  /** So many sessions are listened to. */
  readonly neighbours: number;
  /** They are looked for among so many of the newest that share an item. */
  readonly sample: number;
  /** How much more an item counts that is in few sessions. */
  readonly rarity: number;
}

const published: SessionNeighboursOptions = { neighbours: 50, sample: 1_000, rarity: 10 };

/** Lists each item's sessions, oldest first. */
const sessionsByItem = (sessions: readonly ReadonlySet<number>[]): ReadonlyMap<number, readonly number[]> => {
  const byItem = new Map<number, number[]>();
  for (const [session, items] of sessions.entries())
    for (const item of items) {
      const known = byItem.get(item);
      if (known) known.push(session);
      else byItem.set(item, [session]);
    }
  return byItem;
};

/** How late in the session each item comes, from above 0 to 1: of one that comes twice the last place counts. */
const placesIn = (session: readonly number[]): ReadonlyMap<number, number> =>
  new Map(session.map((item, at) => [item, (at + 1) / session.length]));

/**
 * V-SKNN: what was in the sessions most like this one, as in session-rec (Ludewig and others), which calls it vsknn.
 *
 * Rows of neighbours fit into a page; this needs the sessions themselves, and is here to be compared with.
 */
export const createSessionNeighbours = (
  trained: ItemSessions,
  { neighbours, sample, rarity }: SessionNeighboursOptions = published,
): Ranker => {
  const sessions = trained.map((session) => new Set(session));
  const byItem = sessionsByItem(sessions);
  const clicks = new Map<number, number>();
  for (const item of trained.flat()) clicks.set(item, (clicks.get(item) ?? 0) + 1);
  const rarities = new Map([...clicks].map(([item, count]) => [item, 1 + rarity * Math.log(sessions.length / count)]));

  /** Of each session: the question that met it last, and how much it is like that session so far. */
  const metBy = new Uint32Array(sessions.length);
  const shared = new Float64Array(sessions.length);
  let question = 0;

  /** The newest first. */
  const newestSharing = (items: Iterable<number>): Uint32Array => {
    question += 1;
    const found: number[] = [];
    for (const item of items) {
      const having = byItem.get(item) ?? [];
      for (let at = Math.max(0, having.length - sample); at < having.length; at += 1) {
        const session = having[at] as number;
        if (metBy[session] === question) continue;
        metBy[session] = question;
        shared[session] = 0;
        found.push(session);
      }
    }
    return Uint32Array.from(found).sort().toReversed().subarray(0, sample);
  };
  const mostAlike = (places: ReadonlyMap<number, number>) => {
    const newest = newestSharing(places.keys());
    const oldest = newest.at(-1) ?? Infinity;
    for (const [item, place] of places) {
      const having = byItem.get(item) ?? [];
      for (let at = having.length - 1; at >= 0 && (having[at] as number) >= oldest; at -= 1)
        (shared[having[at] as number] as number) += place;
    }
    return Array.from(newest, (session) => ({
      items: sessions[session] ?? new Set<number>(),
      likeness: (shared[session] as number) / places.size,
    }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, neighbours);
  };
  return {
    name: 'V-SKNN',
    rank(session, limit) {
      const scores = new Map<number, number>();
      const latest = session.toReversed();
      for (const { items, likeness } of mostAlike(placesIn(session))) {
        const clicksAgo = latest.findIndex((item) => items.has(item)) + 1;
        const share = 1 - 0.1 * clicksAgo;
        for (const item of items)
          scores.set(item, (scores.get(item) ?? 0) + likeness * (rarities.get(item) ?? 1) * share);
      }
      return bestOf(scores, limit);
    },
  };
};
