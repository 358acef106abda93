import { predict } from '@aisle/engine';
import { describe, expect, it } from 'vitest';
import { readyOptions } from '../../../../packages/trainer/src/propensity/propensity-options.js';
import { createReplay } from '../../../../packages/trainer/src/propensity/replay-examples.js';
import { eventsIn, goldenPropensity, modelIn, type PropensityCase } from '../../engine/propensity/golden-propensity.js';

/** What training would see at the last event. */
const rowsAtTheEnd = (one: PropensityCase): readonly (readonly (number | null)[])[] => {
  const { features, target } = modelIn(one);
  const replay = createReplay(readyOptions({ features: features.names, target }));
  for (const event of eventsIn(one)) replay.add(event);
  const { places, features: read } = replay.end();
  const last = places.slice(-Object.keys(one.featuresByCategory ?? { one: null }).length);
  const { row } = read(last);
  return Array.from(last, (place) => Array.from(row(place), (x) => (Number.isNaN(x) ? null : x)));
};

// Training asks right after an event, and never of nobody.
const cases = goldenPropensity.cases.filter(({ now, events = [] }) => events.at(-1)?.at === now);

it('are most of the cases', () => expect(cases.length).toBeGreaterThan(7));

describe.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
  it('has the features, and so the number, that the page has', () => {
    const rows = rowsAtTheEnd(one);
    const byCategory = Object.keys(one.featuresByCategory ?? {});
    const wanted = one.features ? [one.features] : byCategory.map((name) => one.featuresByCategory?.[name]);
    const numbers = one.features ? [one.prediction] : byCategory.map((name) => one.predictions?.[name]);
    expect(rows.toSorted()).toEqual(wanted.toSorted());
    expect(rows.map((row) => predict(modelIn(one), row)).toSorted()).toEqual(numbers.toSorted());
  });
});
