import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const dist = `${root}packages/browser/dist/`;
const names = readdirSync(`${root}packages`);
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(`${root}packages/${name}/package.json`, 'utf8')) as {
    readonly private?: boolean;
    readonly scripts?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: object;
    readonly bundledDependencies?: unknown;
  };
const published = names.filter((name) => manifestOf(name).private !== true);

/** What `npm pack` would put into a package, and the text of it. */
const packed = (name: string): readonly { readonly path: string; readonly text: string }[] => {
  const folder = `${root}packages/${name}/`;
  const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = JSON.parse(out) as Record<string, Pack> | readonly Pack[];
  return (Object.values(said)[0] as Pack).files.map(({ path }) => ({
    path,
    text: readFileSync(folder + path, 'utf8'),
  }));
};
interface Pack {
  readonly files: readonly { readonly path: string }[];
}

it.each(names)('S26: @aisle/%s runs nothing when it is installed', (name) => {
  const { scripts = {} } = manifestOf(name);
  expect(
    Object.keys(scripts).filter((script) =>
      /^(pre|post)?(install|prepare|uninstall)|^prepublish|dependencies/.test(script),
    ),
  ).toEqual([]);
});

it('S26: the SDK depends on idb, nanoid and our own packages only', () => {
  const { dependencies = {}, optionalDependencies, bundledDependencies } = manifestOf('browser');
  expect(Object.keys(dependencies).filter((name) => !name.startsWith('@aisle/'))).toEqual(['idb', 'nanoid']);
  expect([optionalDependencies, bundledDependencies]).toEqual([undefined, undefined]);
});

it.each(published)(
  'S26: what is packed of @aisle/%s names no path of the machine it was built on',
  (name) => {
    const files = packed(name);
    expect(files.length).toBeGreaterThan(1);
    expect(
      files
        .map(({ path }) => path)
        .filter((path) => /\.map$|\.tsbuildinfo$|\.env|\.npmrc|\.log$|node_modules/.test(path)),
    ).toEqual([]);
    const home =
      /file:\/\/\/|sourceMappingURL|(?:^|["'`\s(=])(?:\/(?:home|Users|root|work|tmp|var|opt|usr)\/|[A-Z]:\\)/;
    // An address that a program reads at run time is none of these: what is looked for are this machine's own.
    expect(
      files
        .filter(({ text }) => text.includes(root) || /sourceMappingURL/.test(text) || home.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  },
  30_000,
);

/** What a page loads, chunks and all. */
const scripts = existsSync(dist) ? readdirSync(dist).filter((name) => /^aisle.*\.js$/.test(name)) : [];

it('S10: scripts were built before this was asked', () => {
  expect(scripts).toEqual(expect.arrayContaining(['aisle.js', 'aisle-stub.js']));
  expect(scripts.length).toBeGreaterThan(5);
});

/** What a strict policy forbids, or turns text into code, markup or style. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['eval', /\beval\s*\(/],
  ['new Function', /\bFunction\s*\(/],
  ['a timer with a text', /set(Timeout|Interval)\s*\(\s*["'`]/],
  ['innerHTML', /\.innerHTML|\.outerHTML|\.srcdoc|\["(inner|outer)HTML"\]/],
  ['insertAdjacentHTML', /insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseFromString/],
  ['document.write', /document\.write/],
  ['an inline style', /setAttribute\(\s*["'`]style|\.cssText/],
  ['a javascript: address', /javascript:/i],
  ['a handler attribute', /setAttribute\(\s*["'`]on/],
  // Which pages to fetch ahead is data, and there is no other place for it.
  [
    'a script element but for speculation rules',
    /createElement\(\s*["'`]script(?!["'`]\)[;,]\w+\.type=["'`]speculationrules["'`])/,
  ],
  ['a cookie', /document\.cookie|cookieStore/],
  ['sessionStorage', /sessionStorage/],
  ['sendBeacon', /sendBeacon/],
  ['importScripts or a worker', /importScripts|new (Shared)?Worker|serviceWorker/],
  ['a WebSocket', /new (WebSocket|EventSource|XMLHttpRequest)/],
];

it.each(FORBIDDEN)('S10: no script that a page loads has %s', (_name, forbidden) => {
  expect(scripts.filter((name) => forbidden.test(readFileSync(dist + name, 'utf8')))).toEqual([]);
});

it('S10: the check finds what it looks for', () => {
  const bad = `eval(x);new Function("x");setTimeout("x");a.innerHTML=b;a.insertAdjacentHTML();document.write();a.setAttribute("style",x);"javascript:";a.setAttribute("onclick");createElement("script");document.cookie;sessionStorage;navigator.sendBeacon();new Worker();new WebSocket()`;
  expect(FORBIDDEN.filter(([, forbidden]) => !forbidden.test(bad))).toEqual([]);
});

it('S19: integrity.json names the SHA-384 of each script that a page loads, as it lies there', () => {
  const integrity = JSON.parse(readFileSync(`${dist}integrity.json`, 'utf8')) as Readonly<Record<string, string>>;
  const expected = scripts.map((name) => [
    name,
    `sha384-${createHash('sha384')
      .update(readFileSync(dist + name))
      .digest('base64')}`,
  ]);
  expect(integrity).toEqual(Object.fromEntries(expected));
});
