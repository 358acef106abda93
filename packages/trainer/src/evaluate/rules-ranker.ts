import { bestOf, type ItemSessions, type Ranker } from './ranker.js';

// As in session-rec (Ludewig and others, "Empirical analysis of session-based recommendation algorithms"), with its parameters.

const MOST_RULES = 20;
const MOST_STEPS = 10;

type Rules = Map<number, Map<number, number>>;

const add = (rules: Rules, [from, to]: readonly [number, number], weight: number): void => {
  const row = rules.get(from) ?? new Map<number, number>();
  rules.set(from, row);
  row.set(to, (row.get(to) ?? 0) + weight);
};

const rankerOf = (name: string, rules: Rules): Ranker => {
  const best = new Map([...rules].map(([item, row]) => [item, bestOf(row, MOST_RULES)]));
  return { name, rank: (session, limit) => (best.get(session.at(-1) ?? -1) ?? []).slice(0, limit) };
};

/** Association rules: what was in the same session as the last click, wherever. */
export const createAssociationRules = (sessions: ItemSessions): Ranker => {
  const rules: Rules = new Map();
  for (const session of sessions)
    for (const [at, item] of session.entries())
      for (const before of session.slice(0, at)) {
        add(rules, [item, before], 1);
        add(rules, [before, item], 1);
      }
  return rankerOf('AR', rules);
};

/** Sequential rules: what followed the last click, counting less the more clicks later. */
export const createSequentialRules = (sessions: ItemSessions): Ranker => {
  const rules: Rules = new Map();
  for (const session of sessions)
    for (const [at, item] of session.entries())
      for (let step = 1; step <= Math.min(at, MOST_STEPS); step += 1)
        add(rules, [session[at - step] ?? 0, item], 1 / step);
  return rankerOf('SR', rules);
};
