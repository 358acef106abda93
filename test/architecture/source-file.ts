import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

/** One `from '…'`, whatever its form. */
export interface Import {
  readonly specifier: string;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** True for `export … from`. */
  readonly reExport: boolean;
}

/** A source file as the rules see it. */
export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly package: string;
  /** From the package's `src`. */
  readonly inside: string;
  readonly text: string;
  readonly body: readonly Node[];
  readonly imports: readonly Import[];
}

/** A node of the syntax tree, as loosely as a walk needs it. */
export type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

export const root = fileURLToPath(new URL('../..', import.meta.url));

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** Calls `visit` for every node below and including the one given. */
export const walk = (node: Node, visit: (node: Node) => void): void => {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
};

const specifierOf = (source: unknown): string | null =>
  isNode(source) && typeof source['value'] === 'string' ? source['value'] : null;

const kindKeys = { ImportDeclaration: 'importKind', ExportNamedDeclaration: 'exportKind' } as const;

/** True when every name of the declaration is a type, be it said once or name by name. */
const isTypeOnly = (node: Node): boolean => {
  const key = kindKeys[node.type as keyof typeof kindKeys] ?? 'exportKind';
  if (node[key] === 'type') return true;
  const names = Array.isArray(node['specifiers']) ? (node['specifiers'] as Node[]) : [];
  return names.length > 0 && names.every((name) => name[key] === 'type');
};

const importOf = (node: Node): Import | null => {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      const specifier = specifierOf(node['source']);
      const reExport = node.type !== 'ImportDeclaration';
      return specifier === null ? null : { specifier, typeOnly: isTypeOnly(node), reExport };
    }
    case 'TSImportType': {
      const specifier = specifierOf(node['source'] ?? node['argument']);
      return specifier === null ? null : { specifier, typeOnly: true, reExport: false };
    }
    case 'ImportExpression': {
      const specifier = specifierOf(node['source']);
      return { specifier: specifier ?? '(computed)', typeOnly: false, reExport: false };
    }
    default:
      return null;
  }
};

/** Reads one source text; also the fixtures of the rules' own tests. */
export const sourceFile = (path: string, text: string): SourceFile => {
  const [, name = '', inside = ''] = /^packages\/([^/]+)\/src\/(.+)$/.exec(path) ?? [];
  const program = parseAst(text, { lang: 'ts' }, path) as unknown as Node & { readonly body: readonly Node[] };
  const imports: Import[] = [];
  walk(program, (node) => {
    const found = importOf(node);
    if (found) imports.push(found);
  });
  return { path, package: name, inside, text, body: program.body, imports };
};

const filesBelow = (folder: string): readonly SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?ts$|\.mjs$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));

/** Every file of every package's `src`, parsed. */
export const allSourceFiles = (): readonly SourceFile[] =>
  readdirSync(join(root, 'packages'))
    .filter((name) => existsSync(join(root, 'packages', name, 'src')))
    .flatMap((name) => filesBelow(`packages/${name}/src`));

/** Tests and scripts, parsed. */
export const allToolFiles = (): readonly SourceFile[] => ['test', 'scripts'].flatMap(filesBelow);

/** The path of the file that a relative import of another means, from the root of the repository. */
export const targetOf = (from: SourceFile, specifier: string): string =>
  join(dirname(from.path), specifier).replaceAll('\\', '/').replace(/\.js$/, '.ts');
