import { describe, expect, it } from 'vitest';
import { calibrated } from '../../../../packages/engine/src/propensity/predict.js';
import { binsOf } from '../../../../packages/trainer/src/propensity/bins.js';
import { calibrate } from '../../../../packages/trainer/src/propensity/calibrate.js';
import { fitLogistic } from '../../../../packages/trainer/src/propensity/fit-logistic.js';
import { createTreeGrower } from '../../../../packages/trainer/src/propensity/grow-tree.js';
import { measurePropensity } from '../../../../packages/trainer/src/propensity/measure-propensity.js';
import { fitNewton } from '../../../../packages/trainer/src/propensity/newton.js';
import type { Sample } from '../../../../packages/trainer/src/propensity/sample.js';
import { seededChance } from '../../../helpers/seeded-chance.mjs';

const sampleOfRows = (rows: readonly (readonly number[])[], labels: readonly number[]): Sample => ({
  width: rows[0]?.length ?? 0,
  size: rows.length,
  features: Float64Array.from(rows.flat()),
  labels: Uint8Array.from(labels),
  visitors: Uint32Array.from(rows, (_, row) => row),
});

const allRows = (size: number) => Uint32Array.from({ length: size }, (_, row) => row);

describe('the logistic regression', () => {
  it('finds the log odds of a table by hand: 1 of 4 without, 3 of 4 with', () => {
    const weights = fitNewton(
      {
        width: 2,
        size: 8,
        columns: Float64Array.from([0, 0, 0, 0, 1, 1, 1, 1].flatMap((x) => [1, x])),
        wanted: Float64Array.from([0, 0, 0, 1, 0, 1, 1, 1]),
      },
      0,
    );
    expect(weights[0]).toBeCloseTo(Math.log(1 / 3), 6);
    expect(weights[1]).toBeCloseTo(Math.log(9), 6);
  });

  it('gives what is missing a worth of its own, and what never varies none', () => {
    const rows = Array.from({ length: 400 }, (_, row) => [row % 2 ? Number.NaN : 5, 7]);
    const model = fitLogistic(
      sampleOfRows(
        rows,
        rows.map((_, row) => row % 2),
      ),
      allRows(400),
    );
    if (model.kind !== 'logistic') throw new Error(model.kind);
    const [[, , missing] = [0, 0, 0], [weight] = [1]] = model.terms;
    expect(missing).toBeGreaterThan(1);
    expect(weight).toBe(0);
  });

  it('is held back by few rows more than by many', () => {
    const slopeOf = (copies: number) => {
      const rows = Array.from({ length: 8 * copies }, (_, row) => [row % 8 < 4 ? 0 : 1]);
      const labels = rows.map((_, row) => [0, 0, 0, 1, 0, 1, 1, 1][row % 8] ?? 0);
      const model = fitLogistic(sampleOfRows(rows, labels), allRows(rows.length));
      return model.kind === 'logistic' ? (model.terms[0]?.[0] ?? 0) : 0;
    };
    expect(slopeOf(1)).toBeLessThan(slopeOf(100) / 2);
  });
});

describe('a tree', () => {
  const rows = Array.from({ length: 300 }, (_, row) => [row % 7, row % 3 === 0 ? Number.NaN : row % 10]);
  const sample = sampleOfRows(
    rows,
    rows.map(() => 0),
  );
  const slopesFor = (isUp: (row: number) => boolean) => ({
    slope: Float64Array.from(rows, (_, row) => (isUp(row) ? 1 : -1)),
    curve: new Float64Array(300).fill(1),
  });

  const grow = (isUp: (row: number) => boolean) => createTreeGrower(binsOf(sample), allRows(300))(slopesFor(isUp));

  it('asks at the place where the rows part', () => {
    const { nodes } = grow((row) => row % 7 >= 4);
    expect(nodes[0]).toEqual([0, 3.5, expect.any(Number), expect.any(Number)]);
  });

  it('sends what is missing to the side that it is like', () => {
    const rightOf = (isUp: (row: number) => boolean) => {
      const [root] = grow(isUp).nodes;
      return Array.isArray(root) ? [root[0], root[3]] : root;
    };
    expect(rightOf((row) => row % 3 === 0 || row % 10 >= 5)).toEqual([1, 1]);
    expect(rightOf((row) => row % 3 !== 0 && row % 10 >= 5)).toEqual([1, 0]);
  });

  it('asks nothing where there is nothing to part', () => {
    expect(grow(() => true).nodes).toEqual([expect.any(Number)]);
  });

  it('learns nothing from rows that are held out', () => {
    const even = allRows(300).filter((row) => row % 2 === 0);
    const growOne = createTreeGrower(binsOf(sample), even);
    const slopes = slopesFor((row) => row % 7 >= 4);
    const other = { ...slopes, slope: slopes.slope.map((one, row) => (row % 2 ? -one : one)) };
    expect(growOne(other).nodes).toEqual(growOne(slopes).nodes);
  });
});

describe('the parts that a feature is cut into', () => {
  it('are its values when they are few', () => {
    const values = [0, 0, 0, 0, 0, 0, 1, 2, 5];
    expect(
      binsOf(
        sampleOfRows(
          values.map((x) => [x]),
          [],
        ),
      ).edges,
    ).toEqual([[0.5, 1.5, 3.5]]);
  });

  it('keep what is rare but large apart when almost all is 0', () => {
    const values = Array.from({ length: 5_000 }, (_, row) => (row % 50 ? 0 : row));
    const [edges = []] = binsOf(
      sampleOfRows(
        values.map((x) => [x]),
        [],
      ),
    ).edges;
    expect(edges.length).toBeGreaterThan(8);
    expect(edges.length).toBeLessThan(32);
  });

  it('hold every value on the side that the page will put it', () => {
    const chance = seededChance(5);
    const values = Array.from({ length: 2_000 }, () => Math.exp(8 * chance()));
    const { edges, columns } = binsOf(
      sampleOfRows(
        values.map((x) => [x]),
        [],
      ),
    );
    const wrong = values.filter((x, row) =>
      edges[0]?.some((edge, place) => x >= edge !== (columns[0]?.[row] ?? 0) > place),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the calibration', () => {
  const truth = (margin: number) => 1 / (1 + Math.exp(-(margin / 2 - 2)));
  const drawn = (size: number, chance = seededChance(11)) => {
    const margins = Float64Array.from({ length: size }, () => 8 * chance() - 4);
    return { margins, labels: Uint8Array.from(margins, (margin) => Number(chance() < truth(margin))) };
  };

  it.each([
    ['few that came true', 2_000],
    ['many that came true', 20_000],
  ])('finds how often a margin comes true, of %s', (_, size) => {
    const { margins, labels } = drawn(size);
    const points = calibrate(margins, labels);
    for (const margin of [-3, -1, 0, 2, 3])
      expect(Math.abs(calibrated(points, margin) - truth(margin))).toBeLessThan(0.05);
  });

  it.each([500, 20_000])('rises, in a few points, of %i', (size) => {
    const { margins, labels } = drawn(size);
    const points = calibrate(margins, labels);
    expect(points.length).toBeLessThan(65);
    expect(
      points.every(([margin, share], place) => {
        const [left, low] = points[place - 1] ?? [-Infinity, 0];
        return margin > left && share >= low && share <= 1;
      }),
    ).toBe(true);
  });

  it('of one margin for all is their share', () => {
    const [point] = calibrate(
      new Float64Array(400),
      Uint8Array.from({ length: 400 }, (_, row) => Number(row % 4 === 0)),
    );
    expect(point?.[1]).toBeCloseTo(0.25, 2);
  });
});

describe('the measures', () => {
  it('count a pair in the right order as one and a tie as half', () => {
    // Of 4 pairs: 0.9 over 0.5 and 0.2, 0.5 level with 0.5 and over 0.2.
    const { auc } = measurePropensity(
      [
        [0.9, 1],
        [0.5, 1],
        [0.5, 0],
        [0.2, 0],
      ],
      0.5,
    );
    expect(auc).toBe(3.5 / 4);
  });

  it('have no order where all came true', () => {
    expect(
      measurePropensity(
        [
          [0.9, 1],
          [0.5, 1],
        ],
        0.5,
      ).auc,
    ).toBeNull();
  });

  it('square the error, beside that of one share for everybody', () => {
    const { brier, baseBrier } = measurePropensity(
      [
        [0.8, 1],
        [0.4, 0],
      ],
      0.5,
    );
    expect([brier, baseBrier]).toEqual([expect.closeTo((0.04 + 0.16) / 2, 12), 0.25]);
  });

  it('part the moments into tenths by what was predicted', () => {
    const pairs = Array.from({ length: 40 }, (_, place) => [place / 40, Number(place >= 36)] as const);
    const { curve } = measurePropensity(pairs, 0.1);
    expect(curve).toHaveLength(10);
    expect(curve[9]).toEqual([expect.closeTo(37.5 / 40, 12), 1, 4]);
    expect(curve[0]).toEqual([expect.closeTo(1.5 / 40, 12), 0, 4]);
  });
});
