import { deadEnd, type Part } from './pattern-parts.js';

const maxPlaces = 300;
const maxGroupTimes = 100;
// A part that takes nothing has no place, and could be repeated without end.
const maxBuilt = 2_000;

/** ASCII, and one for all the others: see `Part`. */
export const codes: readonly number[] = Array.from({ length: 129 }, (_, code) => code);

/** In how many ways each place is reached. */
export type Ways = Map<number, number>;
interface Piece {
  readonly first: Ways;
  readonly last: Ways;
  /** In how many ways it takes nothing. */
  readonly empty: number;
  /** A choice of which two branches may begin with the same character. */
  readonly beginsAlike?: boolean;
}

/** Adds ways to those that are there. */
export const addWays = (ways: Ways, more: Ways, times = 1): Ways => {
  for (const [place, count] of times ? more : []) ways.set(place, (ways.get(place) ?? 0) + count * times);
  return ways;
};

/** Counts all ways. */
export const sumOf = (ways: Ways): number => [...ways.values()].reduce((sum, count) => sum + count, 0);

/** The places of a pattern's atoms, 0 is the beginning: what each takes, and which follow it, in how many ways. */
export interface PatternGraph {
  readonly takes: readonly (readonly boolean[])[];
  readonly next: readonly Ways[];
}

/** Lays a pattern out; null when it is too big, or repeats branches that begin alike. */
export const graphOf = (whole: Part): PatternGraph | null => {
  const takes: (readonly boolean[])[] = [codes.map(() => false)];
  const next: Ways[] = [new Map()];
  const nothing: Piece = { first: new Map(), last: new Map(), empty: 1 };
  let isTooMuch = false;
  let built = 0;

  const link = (last: Ways, first: Ways) => {
    for (const [place, count] of last) addWays(next[place] ?? new Map(), first, count);
  };
  const then = (a: Piece, b: Piece): Piece => {
    link(a.last, b.first);
    return {
      first: addWays(new Map(a.first), b.first, a.empty),
      last: addWays(new Map(b.last), a.last, b.empty),
      empty: a.empty * b.empty,
    };
  };
  const orNothing = (piece: Piece): Piece => ({ ...piece, empty: piece.empty + 1 });
  const loop = (piece: Piece): Piece => {
    // Branches that begin alike are one edit from a pattern that runs away, though this one may not.
    if (piece.beginsAlike) isTooMuch = true;
    link(piece.last, piece.first);
    return orNothing(piece);
  };
  const repeat = ({ part, from, to }: Part & { kind: 'repeat' }): Piece => {
    if (part.kind !== 'atom' && Number.isFinite(to) && to > maxGroupTimes) isTooMuch = true;
    let piece = to === Infinity ? loop(build(part)) : nothing;
    for (let time = to === Infinity ? from : to; time > 0 && !isTooMuch; time -= 1) {
      const longer = then(build(part), piece);
      piece = time > from ? orNothing(longer) : longer;
    }
    return piece;
  };
  const choice = (pieces: readonly Piece[]): Piece => {
    const begins = (piece: Piece, code: number) => [...piece.first.keys()].some((place) => takes[place]?.[code]);
    const [first, last]: [Ways, Ways] = [new Map(), new Map()];
    let empty = 0;
    for (const piece of pieces) {
      addWays(first, piece.first);
      addWays(last, piece.last);
      empty += piece.empty;
    }
    return {
      first,
      last,
      empty,
      beginsAlike: codes.some((code) => pieces.filter((one) => begins(one, code)).length > 1),
    };
  };
  const build = (part: Part): Piece => {
    built += 1;
    if (takes.length > maxPlaces || built > maxBuilt) isTooMuch = true;
    if (isTooMuch) return nothing;
    switch (part.kind) {
      case 'atom': {
        const place = takes.push(part.takes) - 1;
        next.push(new Map());
        return { first: new Map([[place, 1]]), last: new Map([[place, 1]]), empty: 0 };
      }
      case 'row':
        return part.parts.map(build).reduce(then, nothing);
      case 'choice':
        return choice(part.parts.map(build));
      case 'repeat':
        return repeat(part);
    }
  };
  // The end is a place too, so that ways to it count as steps.
  link(new Map([[0, 1]]), build({ kind: 'row', parts: [whole, deadEnd] }).first);
  return isTooMuch || next.some((ways) => sumOf(ways) > maxPlaces) ? null : { takes, next };
};
