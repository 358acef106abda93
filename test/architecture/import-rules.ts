import { isBuiltin } from 'node:module';
import { browserStrings, importTable } from './import-table.js';
import { targetOf, type Import, type SourceFile } from './source-file.js';

/** A rule reads all files and says, one sentence each, where it is broken. */
export type Rule = (files: readonly SourceFile[]) => readonly string[];

const isRelative = (specifier: string) => specifier.startsWith('.');
const ownName = (specifier: string) => /^@aisle\/([^/]+)(\/.*)?$/.exec(specifier);
const packageName = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const perImport =
  (complaintOf: (file: SourceFile, found: Import) => string | null): Rule =>
  (files) =>
    files.flatMap((file) =>
      file.imports.flatMap((found) => {
        const complaint = complaintOf(file, found);
        return complaint === null ? [] : [`${file.path}: ${complaint}`];
      }),
    );

/** Ours only as the table allows, as a value or as types. */
export const followsTable = perImport((file, { specifier, typeOnly }) => {
  const name = ownName(specifier)?.[1];
  if (name === undefined) return null;
  const row = importTable[file.package];
  if (row === undefined) return `package ${file.package} is not in the import table`;
  if ((typeOnly ? row.types : row.values).includes(name)) return null;
  return row.types.includes(name) ? `only types of ${name} are allowed` : `must never see ${name}`;
});

/** Others' packages only where the table lets them in: what a page loads is chosen by name. */
export const choosesOthers = perImport((file, { specifier }) => {
  if (isRelative(specifier) || ownName(specifier)) return null;
  const others = importTable[file.package]?.others;
  return others === undefined || others.includes(specifier) ? null : `${specifier} is not one of its packages`;
});

/** Another package's front door only. */
export const usesFrontDoors = perImport((_, { specifier }) =>
  ownName(specifier)?.[2] === undefined ? null : `${specifier} reaches inside; import the package itself`,
);

/** Relative imports stay in their package, say `.js`, and mean a file that is there. */
export const staysInside: Rule = (files) => {
  const paths = new Set(files.map(({ path }) => path));
  return perImport((file, { specifier }) => {
    if (!isRelative(specifier)) return null;
    if (!specifier.endsWith('.js')) return `${specifier} does not end in .js`;
    const target = targetOf(file, specifier);
    if (!target.startsWith(`packages/${file.package}/src/`)) return `${specifier} leaves the package`;
    return paths.has(target) ? null : `${specifier} is not there`;
  })(files);
};

/** What is imported is declared: in that package's own package.json or, outside of packages, in the root's. */
export const declaresImports =
  (declaredIn: (folder: string) => readonly string[]): Rule =>
  (files) =>
    perImport((file, { specifier }) => {
      if (isRelative(specifier) || isBuiltin(specifier) || specifier === '(computed)') return null;
      const name = packageName(specifier);
      const folder = file.package === '' ? '.' : `packages/${file.package}`;
      return declaredIn(folder).includes(name) ? null : `${name} is not in ${folder}/package.json`;
    })(files);

const stageOf = (inside: string) => (inside.includes('/') ? inside.split('/')[0] : undefined);

/** Inside the browser package: a stage knows no other stage and nobody who strings them. */
export const keepsStagesApart = perImport((file, { specifier, typeOnly }) => {
  if (file.package !== 'browser' || !isRelative(specifier)) return null;
  const target = targetOf(file, specifier).slice('packages/browser/src/'.length);
  const [from, to] = [stageOf(file.inside), stageOf(target)];
  if (from !== undefined) {
    if (to === undefined) return target in browserStrings ? `stage ${from} imports ${target}` : null;
    return from === to ? null : `stage ${from} imports stage ${to}`;
  }
  if (to === undefined) return null;
  const allowed = browserStrings[file.inside];
  if (allowed === undefined) return `names stage ${to}; only ${Object.keys(browserStrings).join(', ')} may`;
  return allowed === 'values' || typeOnly ? null : `names an implementation of stage ${to}; only types are allowed`;
});

/** No circle, not even of types: they are how knots begin. Says each circle once. */
export const hasNoCircles: Rule = (files) => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const file = byPath.get(path);
    if (file === undefined || state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const { specifier } of file.imports) {
      if (isRelative(specifier)) visit(targetOf(file, specifier), [...trail, path]);
    }
    state.set(path, 'done');
  };
  for (const { path } of files) visit(path, []);
  return circles;
};
