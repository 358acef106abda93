import type { Rule } from './import-rules.js';
import { walk, type Node, type SourceFile } from './source-file.js';

const MOST_LINES = 300;
const EMPTY_WORDS = new Set([
  ...['util', 'utils', 'helper', 'helpers', 'common', 'type', 'types', 'misc', 'manager', 'service', 'data', 'info'],
]);
const PURE = new Set(['schema', 'stats', 'engine']);

const perFile =
  (complaintsOf: (file: SourceFile) => readonly string[]): Rule =>
  (files) =>
    files.flatMap((file) => complaintsOf(file).map((complaint) => `${file.path}: ${complaint}`));

/** No file is longer than a reader's patience. */
export const staysShort = perFile(({ text }) => {
  const lines = text.trimEnd().split('\n').length;
  return lines > MOST_LINES ? [`${lines} lines, ${MOST_LINES} are allowed`] : [];
});

/** Names are kebab-case nouns; a last word that says nothing is no name. */
export const hasTellingName = perFile(({ inside }) =>
  inside
    .replace(/\.ts$/, '')
    .split('/')
    .flatMap((part) => {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part)) return [`${part} is not kebab-case`];
      return EMPTY_WORDS.has(part.split('-').at(-1) ?? '') ? [`${part} says nothing`] : [];
    }),
);

/** One door a package: `index.ts` at the top, which only re-exports. */
export const hasOneDoor = perFile(({ inside, body }) => {
  if (inside.endsWith('/index.ts')) return ['an inner barrel'];
  if (inside !== 'index.ts') return [];
  const isReExport = (node: Node) =>
    node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node['source'] !== null);
  return body.every(isReExport) ? [] : ['does more than re-export'];
});

const memberName = (node: Node) => {
  const [object, property] = [node['object'], node['property']] as [Node, Node];
  return `${object['name']}.${property['name']}`;
};

const impurityOf = (node: Node): string | null => {
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    return ['Date.now', 'Math.random'].includes(name) ? name : null;
  }
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return null;
  const isDate = (node['callee'] as Node)['name'] === 'Date';
  const isNow = node.type === 'CallExpression' || (node['arguments'] as Node[]).length === 0;
  return isDate && isNow ? 'the present as a Date' : null;
};

/** Clock and dice come as arguments. (That there is no DOM, timer or network, the compiler checks: no `dom` lib.) */
export const isPure = perFile((file) => {
  const found: string[] = [];
  if (!PURE.has(file.package)) return found;
  for (const statement of file.body) {
    walk(statement, (node) => {
      const impurity = impurityOf(node);
      if (impurity !== null) found.push(`reads ${impurity}`);
    });
  }
  return found;
});

/** Two clients on one page, and two tests in one process, share nothing. */
export const keepsStateInClosures = perFile((file) => {
  if (!['browser', 'adapters', 'engine'].includes(file.package)) return [];
  const declarations = file.body.map((node) => (node.type === 'ExportNamedDeclaration' ? node['declaration'] : node));
  const isLet = (node: unknown) => {
    const { type, kind } = (node ?? {}) as Record<string, unknown>;
    return type === 'VariableDeclaration' && kind !== 'const';
  };
  return declarations.some(isLet) ? ['a module-level variable'] : [];
});
