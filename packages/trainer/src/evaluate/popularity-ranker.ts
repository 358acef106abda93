import { bestOf, type ItemSessions, type Ranker } from './ranker.js';

/** Counts how often each item was clicked. */
export const clicksOf = (sessions: ItemSessions): ReadonlyMap<number, number> => {
  const clicks = new Map<number, number>();
  for (const item of sessions.flat()) clicks.set(item, (clicks.get(item) ?? 0) + 1);
  return clicks;
};

const ranked = (sessions: ItemSessions): readonly number[] => bestOf(clicksOf(sessions), Infinity);

/** Shows everybody what is clicked most. */
export const createPopularity = (sessions: ItemSessions): Ranker => {
  const popular = ranked(sessions);
  return { name: 'popularity', rank: (_session, limit) => popular.slice(0, limit) };
};

/** S-POP: what the session has seen already, the most often seen first and, of equal ones, the last; then what is popular. */
export const createSessionPopularity = (sessions: ItemSessions): Ranker => {
  const popular = ranked(sessions);
  return {
    name: 'S-POP',
    rank(session, limit) {
      const seen = bestOf(clicksOf([session.toReversed()]), limit);
      return [...seen, ...popular.slice(0, limit).filter((item) => !seen.includes(item))].slice(0, limit);
    },
  };
};
