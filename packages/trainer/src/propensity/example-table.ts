/** What became of a moment. */
export type Outcome = 'open' | 'yes' | 'no';

/** Moments at which a prediction is asked for, as a table of features; packed, because there are millions. */
export interface ExampleTable {
  readonly width: number;
  readonly size: number;
  /** Adds a moment whose outcome is open, and gives its place. A null feature is kept as NaN. */
  add(example: NewExample): number;
  /** Settles a moment: what became of it, and when that was known. */
  settle(place: number, outcome: Exclude<Outcome, 'open'>, atMs: number): void;
  /** The features of a moment: a window on the table, not a copy. */
  row(place: number): Float64Array;
  outcome(place: number): Outcome;
  /** When its session began. */
  sessionMs(place: number): number;
  /** When its outcome was known. */
  settledMs(place: number): number;
  /** A number for its visitor. */
  visitor(place: number): number;
}

/** A moment before its outcome is known. */
export interface NewExample {
  readonly features: readonly (number | null)[];
  readonly visitor: number;
  readonly sessionMs: number;
}

interface Chunk {
  readonly features: Float64Array;
  readonly outcomes: Uint8Array;
  readonly sessionsMs: Float64Array;
  readonly settledMs: Float64Array;
  readonly visitors: Uint32Array;
}

const chunkRows = 8_192;
const outcomes: readonly Outcome[] = ['open', 'yes', 'no'];

const emptyChunk = (width: number): Chunk => ({
  features: new Float64Array(chunkRows * width),
  outcomes: new Uint8Array(chunkRows),
  sessionsMs: new Float64Array(chunkRows),
  settledMs: new Float64Array(chunkRows),
  visitors: new Uint32Array(chunkRows),
});

/** Makes an empty table of so many features. It grows by chunks, so that growing copies nothing. */
export const createExampleTable = (width: number): ExampleTable => {
  const chunks: Chunk[] = [];
  let size = 0;
  const at = (place: number): readonly [Chunk, number] => {
    const chunk = chunks[Math.floor(place / chunkRows)];
    if (!chunk || place >= size) throw new RangeError(`there is no example ${place}`);
    return [chunk, place % chunkRows];
  };
  return {
    width,
    get size() {
      return size;
    },
    add({ features, visitor, sessionMs }) {
      if (size % chunkRows === 0) chunks.push(emptyChunk(width));
      const place = size;
      size += 1;
      const [chunk, row] = at(place);
      for (let column = 0; column < width; column += 1)
        chunk.features[row * width + column] = features[column] ?? Number.NaN;
      chunk.visitors[row] = visitor;
      chunk.sessionsMs[row] = sessionMs;
      return place;
    },
    settle(place, outcome, atMs) {
      const [chunk, row] = at(place);
      chunk.outcomes[row] = outcomes.indexOf(outcome);
      chunk.settledMs[row] = atMs;
    },
    row(place) {
      const [chunk, row] = at(place);
      return chunk.features.subarray(row * width, (row + 1) * width);
    },
    outcome(place) {
      const [chunk, row] = at(place);
      return outcomes[chunk.outcomes[row] ?? 0] ?? 'open';
    },
    sessionMs(place) {
      const [chunk, row] = at(place);
      return chunk.sessionsMs[row] ?? 0;
    },
    settledMs(place) {
      const [chunk, row] = at(place);
      return chunk.settledMs[row] ?? 0;
    },
    visitor(place) {
      const [chunk, row] = at(place);
      return chunk.visitors[row] ?? 0;
    },
  };
};
