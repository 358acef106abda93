import { createEngine, emptyProfile, factsOf, publish } from '@aisle/engine';
import { type GoldenFile, goldenResults } from '../../helpers/golden-cases.js';

const bare = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value && !Array.isArray(value) ? Object.setPrototypeOf(value, null) : value;
/** The runner finds in the facts only what is in them, also where a page added to every object. */
const bareFactsOf = (...from: Parameters<typeof factsOf>): object =>
  JSON.parse(JSON.stringify(factsOf(...from)), bare) as object;
const module = { createEngine, emptyProfile, factsOf: bareFactsOf, publish };

/** Runs a file of golden cases on the engine that is in this page. */
const answer = (file: GoldenFile) => goldenResults(module, file, Object.create(null) as {});

Object.assign(window, { answer });
