import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as fileRules from './file-rules.js';
import * as importRules from './import-rules.js';
import { allSourceFiles, allToolFiles, root, sourceFile } from './source-file.js';

const files = allSourceFiles();

const declaredIn = (folder: string): readonly string[] => {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  if (folder !== '.') return names;
  const workspaces = readdirSync(join(root, 'packages')).map((name) => `@aisle/${name}`);
  return [...names, ...Object.keys(manifest.devDependencies), ...workspaces];
};
const declaresImports = importRules.declaresImports(declaredIn);

/** Each rule, and sources that break it: path, text. */
const rules: readonly (readonly [string, importRules.Rule, readonly (readonly [string, string])[]])[] = [
  [
    'imports of ours follow the table',
    importRules.followsTable,
    [
      ['packages/engine/src/a.ts', `import { record } from '@aisle/browser';`],
      ['packages/engine/src/a.ts', `import { eventSchema } from '@aisle/schema';`],
      ['packages/browser/src/a.ts', `import { type Event, eventSchema } from '@aisle/schema';`],
      ['packages/browser/src/a.ts', `export const load = () => import('@aisle/server');`],
      ['packages/report/src/a.ts', `export { createAisle } from '@aisle/browser';`],
      ['packages/adapters/src/a.ts', `export type { Event } from '@aisle/schema';`],
      ['packages/stats/src/a.ts', `type Event = import('@aisle/schema').Event;`],
      ['packages/novel/src/a.ts', `import type { Event } from '@aisle/schema';`],
    ],
  ],
  [
    'what a page loads of others is chosen by name',
    importRules.choosesOthers,
    [
      ['packages/browser/src/a.ts', `import * as z from 'zod/mini';`],
      ['packages/engine/src/a.ts', `import type { z } from 'zod';`],
      ['packages/engine/src/a.ts', `import { hash } from 'node:crypto';`],
      ['packages/schema/src/a.ts', `import * as z from 'zod';`],
    ],
  ],
  [
    'packages are entered by their front doors',
    importRules.usesFrontDoors,
    [
      ['packages/tag/src/a.ts', `import { createGate } from '@aisle/browser/src/consent/consent-gate.js';`],
      ['packages/adapters/src/a.ts', `import type { Log } from '@aisle/browser/dist/log/event-log.js';`],
    ],
  ],
  [
    'relative imports stay inside and are there',
    importRules.staysInside,
    [
      ['packages/engine/src/a.ts', `import { b } from '../../schema/src/event.js';`],
      ['packages/engine/src/a.ts', `import { b } from './absent.js';`],
      ['packages/engine/src/a.ts', `import { b } from './a';`],
    ],
  ],
  [
    'imports are declared in package.json',
    declaresImports,
    [
      ['packages/browser/src/a.ts', `import { debounce } from 'lodash-es';`],
      ['packages/server/src/a.ts', `import helmet from '@fastify/helmet/lib';`],
      ['test/unit/a.test.ts', `import { act } from '@testing-library/react';`],
    ],
  ],
  [
    'stages of the browser know each other only through pipeline and client',
    importRules.keepsStagesApart,
    [
      ['packages/browser/src/slots/slot.ts', `import type { Log } from '../log/event-log.js';`],
      ['packages/browser/src/slots/slot.ts', `import type { Pipeline } from '../pipeline.js';`],
      ['packages/browser/src/pipeline.ts', `import { openIdbEventLog } from './log/idb-event-log.js';`],
      ['packages/browser/src/emitter.ts', `import type { Log } from './log/event-log.js';`],
    ],
  ],
  [
    'no file is longer than 300 lines',
    fileRules.staysShort,
    [['packages/engine/src/a.ts', 'export {};\n'.repeat(301)]],
  ],
  [
    'file names say something',
    fileRules.hasTellingName,
    [
      ['packages/engine/src/utils.ts', ''],
      ['packages/engine/src/common/a.ts', ''],
      ['packages/browser/src/slots/slot-manager.ts', ''],
      ['packages/engine/src/profileFold.ts', ''],
    ],
  ],
  [
    'a package has one door, which only re-exports',
    fileRules.hasOneDoor,
    [
      ['packages/browser/src/log/index.ts', `export * from './event-log.js';`],
      ['packages/browser/src/index.ts', `export const version = 1;`],
    ],
  ],
  [
    'decisions depend on no clock and no dice',
    fileRules.isPure,
    [
      ['packages/engine/src/a.ts', `export const a = () => Date.now();`],
      ['packages/engine/src/a.ts', `export const a = () => new Date().getDay();`],
      ['packages/engine/src/a.ts', `export const a = (b = Math.random()) => b;`],
    ],
  ],
  [
    'no state lies outside a closure',
    fileRules.keepsStateInClosures,
    [
      ['packages/browser/src/a.ts', `let count = 0; export const next = () => ++count;`],
      ['packages/engine/src/a.ts', `export let last = 0;`],
    ],
  ],
];

it('reads the sources of every package', () => {
  expect(new Set(files.map((file) => file.package))).toEqual(
    new Set(['schema', 'engine', 'browser', 'adapters', 'bindings', 'tag', 'server', 'trainer', 'report', 'cli']),
  );
});

describe.each(rules)('%s', (_, rule, breaches) => {
  it('holds everywhere', () => {
    expect(rule(files)).toEqual([]);
  });

  it.each(breaches.map(([path, text]) => [path, text.split('\n')[0], text] as const))(
    'and is broken by %s: %s',
    (path, _firstLine, text) => {
      expect(rule([sourceFile(path, text)])).toHaveLength(1);
    },
  );
});

it('tests and scripts import only what is declared', () => {
  expect(declaresImports(allToolFiles())).toEqual([]);
});

describe('no import circle', () => {
  it('in any package', () => {
    expect(importRules.hasNoCircles(files)).toEqual([]);
  });

  it('is overlooked, not even one of types', () => {
    const circle = [
      sourceFile('packages/engine/src/a.ts', `import type { B } from './b.js';`),
      sourceFile('packages/engine/src/b.ts', `export * from './c/c.js';`),
      sourceFile('packages/engine/src/c/c.ts', `export const a = () => import('../a.js');`),
    ];
    expect(importRules.hasNoCircles(circle)).toEqual([
      'packages/engine/src/a.ts → packages/engine/src/b.ts → packages/engine/src/c/c.ts → packages/engine/src/a.ts',
    ]);
  });
});

it('lets through what the rules allow', () => {
  const allowed = [
    sourceFile('packages/browser/src/pipeline.ts', `import type { Log } from './log/event-log.js';`),
    sourceFile('packages/browser/src/client.ts', `import { openLog } from './log/event-log.js';`),
    sourceFile('packages/browser/src/emitter.ts', `import { decide } from '@aisle/engine';`),
    sourceFile('packages/browser/src/log/event-log.ts', `import { nanoid } from 'nanoid'; import '../emitter.js';`),
    sourceFile('packages/engine/src/index.ts', `export type { Event } from '@aisle/schema';`),
    sourceFile('packages/engine/src/clock.ts', `export const day = (atMs: number) => new Date(atMs).getUTCDay();`),
    sourceFile('packages/server/src/data-layer.ts', `import { readFile } from 'node:fs/promises';`),
  ];
  const all = [...rules.map(([, rule]) => rule), importRules.hasNoCircles];
  expect(all.flatMap((rule) => rule(allowed))).toEqual([]);
});
