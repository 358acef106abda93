// The table of ARCHITECTURE.md, as the tests read it. A package that is not here may not exist.

/** What a package may import: of ours as a value or only as types, and which packages of others. */
export interface ImportRow {
  readonly values: readonly string[];
  readonly types: readonly string[];
  /** Left out: whatever its package.json declares, and Node. */
  readonly others?: readonly string[];
}

export const importTable: Readonly<Record<string, ImportRow>> = {
  schema: { values: [], types: [], others: ['zod/mini'] },
  stats: { values: [], types: [], others: [] },
  engine: { values: [], types: ['schema'], others: [] },
  browser: { values: ['engine'], types: ['schema', 'engine'], others: ['idb', 'nanoid'] },
  adapters: { values: ['browser'], types: ['browser'], others: [] },
  bindings: { values: ['browser'], types: ['browser'] },
  tag: { values: ['browser', 'adapters', 'bindings'], types: ['browser', 'adapters', 'bindings'], others: [] },
  server: { values: ['schema', 'engine'], types: ['schema', 'engine'] },
  trainer: { values: ['schema', 'engine', 'server'], types: ['schema', 'engine', 'server'] },
  report: { values: ['schema', 'stats', 'server'], types: ['schema', 'stats', 'server'] },
  cli: {
    values: ['schema', 'engine', 'server', 'trainer', 'report'],
    types: ['schema', 'engine', 'server', 'trainer', 'report'],
  },
};

/**
 * The files at the top of `browser/src` that may name stages, and how. No stage may import one of them. Every other file there
 * is a word that stages share (an emitter, an error) and names none.
 */
export const browserStrings: Readonly<Record<string, 'types' | 'values'>> = {
  // The one place where an event's way can be read.
  'pipeline.ts': 'types',
  // The one place that chooses implementations, in four parts: all of it, recording alone, what may be remembered, and what
  // remembers and sends once it may.
  'client.ts': 'values',
  'core.ts': 'values',
  'memory.ts': 'values',
  'kept.ts': 'values',
  'kept-options.ts': 'types',
  'visitor-cookie.ts': 'types',
  // What comes with the first grant.
  'keep.ts': 'values',
  // What the shop sees of a stage: the door, and the words of options, plugins and answers.
  'index.ts': 'values',
  'options.ts': 'types',
  'plugin.ts': 'types',
  'recorder.ts': 'types',
  'withdrawals.ts': 'types',
  'export-stored.ts': 'values',
  'explain.ts': 'types',
  // What the next page is given; what recommends, and the way to its models.
  'prepared-of.ts': 'types',
  'begin-playbook.ts': 'types',
  'page-recommenders.ts': 'values',
};
