import type { LogisticModel, PropensityModel, TreeNode } from '@aisle/schema';
import { featuresVersion, isFeature } from './features.js';

/** A model that can be used whole, or why it cannot be used at all. */
export type PropensityReading =
  { readonly model: PropensityModel; readonly refused: null } | { readonly model: null; readonly refused: string };

const maxCharacters = 200_000;

const demand = (holds: unknown, field: string): void => {
  if (!holds) throw new Error(field);
};

// Sums of so many stay far from infinity.
const isNumber = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) < 1e15;

const isList = (list: unknown, test: (one: never, place: number) => unknown): boolean =>
  Array.isArray(list) && list.length > 0 && list.length < 257 && (list as never[]).every(test);

const isNumbers = (list: readonly unknown[], length: number): boolean =>
  isList(list, isNumber) && list.length === length;

const isTerm = (term: LogisticModel['terms'][number]): boolean => isNumbers(term, 3) && term[1] > 0;

// Left is the next node and right comes after it: no way leads back, and every way ends in a leaf.
const isTree = (tree: readonly TreeNode[], names: readonly string[]): boolean =>
  isList(
    tree,
    (node: [number, number, number], place) =>
      isNumber(node) || (isNumbers(node, 4) && names[node[0]] && node[2] > place + 1 && node[2] in tree),
  );

const check = ({ id, target, features, bias, calibration, ...model }: PropensityModel): void => {
  const { version, names } = features;
  demand(/^[a-z\d-]+$/.test(id), 'id');
  demand(version === featuresVersion, 'features.version');
  demand(
    isList(names, (name: string) => isFeature(name, target === 'category' ? '' : undefined)),
    'features.names',
  );
  demand(
    isNumber(bias) &&
      isList(calibration, (point: [number, number], place) => {
        const [left, low] = calibration[place - 1] ?? [-Infinity, 0];
        return isNumbers(point, 2) && point[0] > left && point[1] >= low && point[1] <= 1;
      }),
    'calibration',
  );
  demand(
    model.kind === 'trees'
      ? isList(model.trees, (tree: readonly TreeNode[]) => isTree(tree, names))
      : model.kind === 'logistic' && isList(model.terms, isTerm) && model.terms.length === names.length,
    'kind',
  );
};

/**
 * Reads a model from JSON text or an object, and refuses it whole when a part of it does not fit. Never throws.
 *
 * What is read is a copy: later changes to the object do not matter.
 */
export const readPropensity = (json: unknown): PropensityReading => {
  try {
    const text = typeof json === 'string' ? json : JSON.stringify(json);
    demand(text.length < maxCharacters, 'size');
    // Without a prototype: a field that it lacks may not be inherited.
    const model = { __proto__: null, ...JSON.parse(text) } as PropensityModel;
    check(model);
    return { model, refused: null };
  } catch (cause) {
    return { model: null, refused: String(cause) };
  }
};
