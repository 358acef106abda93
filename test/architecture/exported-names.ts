import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourceFile, targetOf, type Node, type SourceFile } from './source-file.js';

/** A package's front door as a reader sees it. */
export interface ExportedNames {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

type Found = { readonly name: string; readonly isType: boolean };

const nameOf = (node: unknown): string => String((node as Node)['name'] ?? (node as Node)['value']);

const declaredBy = (declaration: Node): readonly Found[] => {
  const isType = declaration.type.startsWith('TS');
  const declarators = declaration['declarations'] as Node[] | undefined;
  const ids = declarators ? declarators.map((each) => each['id']) : [declaration['id']];
  return ids.map((id) => ({ name: nameOf(id), isType }));
};

const namedBy = (statement: Node): readonly Found[] => {
  if (statement['declaration']) return declaredBy(statement['declaration'] as Node);
  return (statement['specifiers'] as Node[]).map((each) => ({
    name: nameOf(each['exported']),
    isType: statement['exportKind'] === 'type' || each['exportKind'] === 'type',
  }));
};

const exportsOf = (file: SourceFile): readonly Found[] =>
  file.body.flatMap((statement) => {
    if (statement.type === 'ExportNamedDeclaration') return namedBy(statement);
    if (statement.type !== 'ExportAllDeclaration') return [];
    const all = exportsOf(read(targetOf(file, nameOf(statement['source']))));
    return statement['exportKind'] === 'type' ? all.map(({ name }) => ({ name, isType: true })) : all;
  });

const read = (path: string) => sourceFile(path, readFileSync(join(root, path), 'utf8'));

/** Lists all that a package's `index.ts` lets out, sorted. */
export const exportedNames = (name: string): ExportedNames => {
  const found = exportsOf(read(`packages/${name}/src/index.ts`));
  const sorted = (wanted: boolean) =>
    found
      .filter(({ isType }) => isType === wanted)
      .map((each) => each.name)
      .toSorted();
  return { values: sorted(false), types: sorted(true) };
};
