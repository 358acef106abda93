import { hash } from './hash.js';

/** A part of a line that several experiments share, so that a visitor is in one of them at most. */
export type Namespace = readonly [id: string, from: number, to: number];

/** Whether a visitor lies in an experiment's part of its namespace. */
export const inNamespace = (visitorId: string, [id, from, to]: Namespace): boolean => {
  const point = hash(`__${id}`, visitorId, 1);
  return point !== null && point >= from && point < to;
};
