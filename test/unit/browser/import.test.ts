import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Traps all that a module could begin, imports it from its sources, and says what it began. */
const program = (name: string): string => `
const touched = [];
const trap = (owner, method) => {
  const original = owner[method];
  owner[method] = function (...args) {
    touched.push(method);
    return Reflect.apply(original, this, args);
  };
};
for (const method of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'addEventListener'])
  if (method in globalThis) trap(globalThis, method);
trap(EventTarget.prototype, 'addEventListener');
globalThis.BroadcastChannel = class { constructor() { touched.push('BroadcastChannel'); } };
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'document', 'window', 'navigator', 'location', 'caches'])
  Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) });
const before = Object.keys(globalThis);
const loaded = await import('${name}');
const added = Object.keys(globalThis).filter((key) => !before.includes(key));
const text = JSON.stringify({ touched, added, exports: Object.keys(loaded).length });
if (globalThis.postToParent) globalThis.postToParent(text);
else console.log(text);
`;

const runs: readonly (readonly [where: string, wrap: (code: string) => string])[] = [
  ['in plain Node, without a DOM', (code) => code],
  [
    'in a worker',
    (code) =>
      `import { Worker } from 'node:worker_threads';
const code = ${JSON.stringify(`import { parentPort } from 'node:worker_threads'; globalThis.postToParent = (text) => parentPort.postMessage(text); ${code}`)};
new Worker(new URL('data:text/javascript,' + encodeURIComponent(code))).on('message', (text) => console.log(text));`,
  ],
];

for (const name of ['@aisle/browser', '@aisle/adapters'])
  for (const [where, wrap] of runs)
    it.skipIf(!existsSync(`${root}packages/browser/dist/index.js`))(
      `B8: importing ${name} ${where} begins nothing: no listener, timer, storage, request or global`,
      () => {
        // By its address: a worker from a data: address resolves no package names.
        const address = new URL(`../../../packages/${name.slice(7)}/dist/index.js`, import.meta.url).href;
        const code = wrap(program(address));
        const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
          cwd: root,
          encoding: 'utf8',
        });
        expect(stderr).toBe('');
        expect(JSON.parse(stdout)).toEqual({ touched: [], added: [], exports: expect.any(Number) });
        expect(JSON.parse(stdout).exports).toBeGreaterThan(0);
      },
    );
