import { scenarios } from './scenarios.mjs';
import { trackers } from './trackers.mjs';

/** @typedef {import('./cell.mjs').Outcome & { name: import('./trackers.mjs').TrackerName, scenario: import('./scenarios.mjs').ScenarioName }} Result */

/** One figure when repeats agree, else from the smallest to the largest. */
const range = (/** @type {readonly number[]} */ values) => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? String(most) : `${least}-${most}`;
};

const median = (/** @type {readonly number[]} */ values) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;

/** `50`, or `0→50` when a return visit brought the rest. */
export const arrivedOf = (/** @type {readonly import('./cell.mjs').Outcome[]} */ outcomes) => {
  const [atOnce, arrived] = [range(outcomes.map((one) => one.atOnce)), range(outcomes.map((one) => one.arrived))];
  return atOnce === arrived ? arrived : `${atOnce}→${arrived}`;
};

const rowOf = (/** @type {readonly Result[]} */ results) => {
  const pick = (/** @type {(one: Result) => number} */ figure) => results.map(figure);
  const recoveredMs = median(pick((one) => one.recoveredMs));
  const bytes = median(pick((one) => one.bytes / Math.max(1, one.arrived)));
  return [
    arrivedOf(results),
    range(pick(({ twice }) => twice)),
    range(pick(({ again }) => again)),
    Number.isFinite(recoveredMs) ? `${(recoveredMs / 1000).toFixed(2)} s` : '-',
    String(Math.round(median(pick(({ requests }) => requests)))),
    median(pick(({ arrived }) => arrived)) > 0 ? String(Math.round(bytes)) : '-',
  ];
};

/** Prints rows with their columns below each other. */
export const print = (/** @type {readonly (readonly string[])[]} */ rows) => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const padded = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  for (const row of rows) console.log(row.map(padded).join('   '));
};

/** Prints a table a scenario, and one of all. */
export const printResults = (/** @type {readonly Result[]} */ results) => {
  const namesIn = [...new Set(results.map(({ name }) => name))];
  const scenariosIn = [...new Set(results.map(({ scenario }) => scenario))];
  const sizesIn = [...new Set(results.map(({ events }) => events))];
  for (const events of sizesIn) {
    const found = results.filter((one) => one.events === events);
    const at = (/** @type {string} */ name, /** @type {string} */ scenario) =>
      found.filter((one) => one.name === name && one.scenario === scenario);
    for (const scenario of scenariosIn) {
      console.log(`\n${events.toLocaleString('en')} events: ${scenarios[scenario].title}`);
      print([
        ['', 'arrived', 'under two ids', 'sent again', 'recovery', 'requests', 'bytes/event'],
        ...namesIn.map((name) => [trackers[name].title, ...rowOf(at(name, scenario))]),
      ]);
    }
    console.log(`\nArrived of ${events.toLocaleString('en')}: at once → after a return visit`);
    print([
      ['', ...namesIn.map((name) => trackers[name].title)],
      ...scenariosIn.map((scenario) => [
        scenarios[scenario].title,
        ...namesIn.map((name) => arrivedOf(at(name, scenario))),
      ]),
    ]);
  }
};
